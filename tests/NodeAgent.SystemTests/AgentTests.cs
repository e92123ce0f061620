using NodeAgent.SystemTests.Guest;

namespace NodeAgent.SystemTests;

[Collection(AgentGuest.Name)]
public sealed class AgentTests(GuestFixture fixture, ITestOutputHelper output) : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));
    private readonly VirtualMachine _guest = fixture.Guest;

    [Fact]
    public async Task Serves_the_topology_that_nodectl_shows()
    {
        var agent = new AgentInGuest(_guest, _deadline.Token);
        await agent.EnsureRunningAsync();

        Assert.Equal("ok", await agent.GetAsync("/healthz"));
        Assert.Equal(
            await _guest.Shell.ReadTextAsync(Programs.TopologyJson, _deadline.Token), await agent.GetAsync("/topology.json"));
        output.WriteLine(await agent.ReadQuietLogAsync());
    }

    [Fact]
    public async Task Ends_soon_after_sigterm()
    {
        var agent = new AgentInGuest(_guest, _deadline.Token);
        await agent.EnsureRunningAsync();

        (double seconds, int exitCode) = await agent.TerminateAsync();

        output.WriteLine($"ended {seconds:0.00} s after SIGTERM");
        Assert.Equal(0, exitCode);
        Assert.InRange(seconds, 0, 2);
        output.WriteLine(await agent.ReadQuietLogAsync());
    }

    public void Dispose() => _deadline.Dispose();
}
