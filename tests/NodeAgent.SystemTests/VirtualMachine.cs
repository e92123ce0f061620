using System.Net.Sockets;
using NodeAgent.SystemTests.Guest;
using NodeAgent.SystemTests.Machine;
using NodeAgent.SystemTests.Qemu;
using NodeAgent.SystemTests.Support;

namespace NodeAgent.SystemTests;

/// <summary>A booted virtual machine with the published programs in it.</summary>
internal sealed class VirtualMachine : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private QemuProcess? _qemu;
    private QmpClient? _monitor;
    private GuestShell? _shell;
    private GuestShell? _otherShell;

    private VirtualMachine()
    {
    }

    public MachineModel Model { get; } = new();

    public QmpClient Monitor => _monitor!;

    public GuestShell Shell => _shell!;

    /// <summary>For what is to be done while <see cref="Shell"/> is busy.</summary>
    public GuestShell OtherShell => _otherShell!;

    public static async Task<VirtualMachine> StartAsync(CancellationToken cancellationToken)
    {
        var machine = new VirtualMachine();
        try
        {
            await machine.BootAsync(cancellationToken);
            return machine;
        }
        catch (Exception e)
        {
            string story = $"{machine.ReadFile("qemu.log")}\n{machine.ReadFile("console.log")}";
            await machine.DisposeAsync();
            throw new InvalidOperationException($"the virtual machine did not start: {e.Message}\n{story}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _qemu?.Dispose();
        _monitor?.Dispose();
        foreach (GuestShell? shell in (GuestShell?[])[_shell, _otherShell])
        {
            if (shell is not null)
            {
                await shell.DisposeAsync();
            }
        }

        _directory.Dispose();
    }

    /// <summary>Where the devices are now.</summary>
    public async Task<PciAddresses> AddressesAsync(CancellationToken cancellationToken) =>
        new(await Monitor.ExecuteAsync("query-pci", [], cancellationToken));

    /// <summary>A file on the host that is gone after the tests.</summary>
    public string TemporaryFile(string name) => _directory[name];

    private async Task BootAsync(CancellationToken cancellationToken)
    {
        string initramfs = _directory["initramfs"];
        await GuestImage.WriteAsync(initramfs, cancellationToken);
        using var monitor = new SocketListener(_directory["monitor"]);
        using var shell = new SocketListener(_directory["shell"]);
        using var otherShell = new SocketListener(_directory["other-shell"]);
        string kernel = Directory.GetFiles(Path.Combine(Repository.GuestKernel, "boot"), "vmlinuz-*").Single();
        _qemu = await QemuProcess.StartAsync(
            QemuArguments.For(Model, kernel, initramfs, _directory["console.log"], monitor.Path, [shell.Path, otherShell.Path]),
            _directory["qemu.log"]);
        _shell = new GuestShell(await AcceptAsync(shell, _qemu, cancellationToken));
        _otherShell = new GuestShell(await AcceptAsync(otherShell, _qemu, cancellationToken));
        _monitor = await QmpClient.StartAsync(await AcceptAsync(monitor, _qemu, cancellationToken), cancellationToken);

        // The first answer tells that the guest is up; the fake NVML gets the addresses that its firmware has chosen.
        await Shell.ReadAsync("true", cancellationToken);
        File.Delete(initramfs);
        string scenario = NvmlScenario.Write(Model, await AddressesAsync(cancellationToken));
        await Shell.ReadAsync($"cat > {GuestImage.NvmlScenario} << 'END'\n{scenario}\nEND\n", cancellationToken);
    }

    private static async Task<Socket> AcceptAsync(SocketListener listener, QemuProcess qemu, CancellationToken cancellationToken)
    {
        Task<Socket> accepted = listener.AcceptAsync(cancellationToken);
        return await Task.WhenAny(accepted, qemu.Exited) == accepted
            ? await accepted : throw new InvalidOperationException("qemu has ended");
    }

    private string ReadFile(string name) => File.Exists(_directory[name]) ? File.ReadAllText(_directory[name]) : "";
}
