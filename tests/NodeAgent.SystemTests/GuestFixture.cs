using NodeAgent.SystemTests.Support;

namespace NodeAgent.SystemTests;

/// <summary>One virtual machine for all tests of a class.</summary>
public sealed class GuestFixture : IAsyncLifetime
{
    /// <summary>Far above the seven seconds that it takes on an idle host; for hosts that do much else.</summary>
    private static readonly TimeSpan s_bootDeadline = TimeSpan.FromMinutes(2);

    private VirtualMachine? _guest;
    private byte[]? _topology;

    internal VirtualMachine Guest => _guest!;

    public async Task InitializeAsync()
    {
        Repository.EnsureComplete();
        using var deadline = new CancellationTokenSource(s_bootDeadline);
        _guest = await VirtualMachine.StartAsync(deadline.Token);
    }

    /// <summary>What nodectl says of the machine as it was booted, in JSON. Emulated, that takes seconds: asked once.</summary>
    internal async Task<byte[]> TopologyAsync(CancellationToken cancellationToken) =>
        _topology ??= await Guest.Shell.ReadAsync(Programs.TopologyJson, cancellationToken);

    public async Task DisposeAsync()
    {
        if (_guest is not null)
        {
            await _guest.DisposeAsync();
        }
    }
}
