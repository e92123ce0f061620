using NodeAgent.SystemTests.Expected;
using NodeAgent.SystemTests.Guest;
using NodeAgent.SystemTests.Machine;

namespace NodeAgent.SystemTests;

[Collection(AgentGuest.Name)]
public sealed class HotplugTests(GuestFixture fixture, ITestOutputHelper output)
{
    private const double NoticeSeconds = 2;

    private readonly VirtualMachine _guest = fixture.Guest;

    [Theory]
    [InlineData("nic5")] // on a port of the built-in root: ACPI hot-plug
    [InlineData("nic4")] // on a port of a root with NUMA affinity: PCIe native hot-plug
    public async Task The_agent_notices_a_nic_that_goes_and_comes(string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var agent = new AgentInGuest(_guest, deadline.Token);
        await agent.EnsureRunningAsync();
        PciNode nic = _guest.Model[id];
        PciAddresses before = await _guest.AddressesAsync(deadline.Token);
        TopologyComparer.AssertMatches(await agent.TopologyAsync(), before, _guest.Model.Gpus, _guest.Model.Nics);

        double gone = await agent.UntilGoneAsync(before.Of(nic), () => UnplugAsync(nic, deadline.Token));
        output.WriteLine($"{id} unplugged: noticed after {gone:0.00} s");
        await _guest.Monitor.WaitDeletedAsync(id, deadline.Token);
        TopologyComparer.AssertMatches(await agent.TopologyAsync(), before, _guest.Model.Gpus, _guest.Model.Nics.Where(n => n != nic));

        double there = await agent.UntilThereAsync(
            before.Of(nic), () => _guest.Monitor.ExecuteAsync("device_add", nic.DeviceProperties, deadline.Token));
        output.WriteLine($"{id} plugged in: noticed after {there:0.00} s");
        PciAddresses after = await _guest.AddressesAsync(deadline.Token);
        TopologyComparer.AssertMatches(await agent.TopologyAsync(), after, _guest.Model.Gpus, _guest.Model.Nics);

        output.WriteLine(await agent.ReadQuietLogAsync());
        Assert.InRange(gone, 0, NoticeSeconds);
        Assert.InRange(there, 0, NoticeSeconds);
    }

    private async Task UnplugAsync(PciNode nic, CancellationToken cancellationToken)
    {
        await _guest.Monitor.ExecuteAsync("device_del", [("id", nic.Id)], cancellationToken);
        if (nic.Root.NumaNode is not null)
        {
            // On such a port the command presses the attention button, after which the kernel gives the operator five
            // seconds to think again. Switching off the slot ends them.
            await _guest.OtherShell.ReadAsync(
                $"until echo 0 > /sys/bus/pci/slots/{nic.Parent!.Slot}/power; do usleep 20000; done", cancellationToken);
        }
    }
}
