using NodeAgent.SystemTests.Expected;
using NodeAgent.SystemTests.Guest;
using NodeAgent.SystemTests.Machine;

namespace NodeAgent.SystemTests;

[Collection(SharedGuest.Name)]
public sealed class TopologyTests(GuestFixture fixture, ITestOutputHelper output) : IDisposable
{
    private readonly VirtualMachine _guest = fixture.Guest;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task Every_relation_and_place_is_that_of_the_machine()
    {
        PciAddresses addresses = await _guest.AddressesAsync(_deadline.Token);

        TopologyDocument topology = TopologyDocument.Parse(await fixture.TopologyAsync(_deadline.Token));

        TopologyComparer.AssertMatches(topology, addresses, _guest.Model.Gpus, _guest.Model.Nics);
        output.WriteLine($"{topology.Relations.Count} relations: "
            + string.Join(", ", topology.Relations.CountBy(r => r.Class).Select(c => $"{c.Value} {c.Key}")));
        // A machine that lacks a class would not show that it is told from the others.
        Assert.Equal(
            ["NODE", "PHB", "PIX", "PXB", "SYS"],
            topology.Relations.Select(r => r.PcieClass).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Numa_nodes_are_those_of_the_machine()
    {
        TopologyDocument topology = TopologyDocument.Parse(await fixture.TopologyAsync(_deadline.Token));

        Assert.Equal([0, 1], topology.NumaNodes.Select(n => n.Id));
        foreach (NumaNodeDocument node in topology.NumaNodes)
        {
            Assert.Equal($"{node.Id}", node.Cpus);
            Assert.False(node.MemoryOnly);
            Assert.Equal(10, node.Distances[node.Id]);
            Assert.Equal(MachineModel.FarDistance, node.Distances[1 - node.Id]);
            // The kernel keeps some of it to itself.
            Assert.InRange(node.MemoryBytes, MachineModel.MemoryMiBPerNode * 3L / 4 << 20, (long)MachineModel.MemoryMiBPerNode << 20);
        }
    }

    [Fact]
    public async Task Nvml_names_gpus_that_no_device_rule_knows()
    {
        PciAddresses addresses = await _guest.AddressesAsync(_deadline.Token);
        PciNode[] named = [.. NvmlScenario.Gpus.Select(id => _guest.Model[id])];

        TopologyDocument topology = TopologyDocument.Parse(await _guest.Shell.ReadAsync(
            $"{GuestImage.Nodectl} topology --format json --nvml {GuestImage.Nvml}", _deadline.Token));

        TopologyComparer.AssertMatches(topology, addresses, named, _guest.Model.Nics);
        Assert.All(topology.Gpus, gpu => Assert.Equal(NvmlScenario.GpuModel, gpu.Model));
        Assert.Equal(
            named.Select(gpu => (addresses.Of(gpu), NvmlScenario.UuidOf(gpu))).Order(),
            topology.Gpus.Select(gpu => (gpu.PciBusId, gpu.Uuid!)).Order());
    }

    [Fact]
    public async Task Network_devices_are_found_at_the_nics_that_have_their_mac_address()
    {
        PciAddresses addresses = await _guest.AddressesAsync(_deadline.Token);
        string[] lines = (await _guest.Shell.ReadTextAsync(
            "cd /sys/class/net; for i in *; do echo $i $(cat $i/address); done", _deadline.Token)).Split('\n');
        Dictionary<string, string> byMac = lines.Select(l => l.Split(' ')).ToDictionary(l => l[1], l => l[0]);

        TopologyDocument topology = TopologyDocument.Parse(await fixture.TopologyAsync(_deadline.Token));

        Assert.All(_guest.Model.Nics, nic => Assert.Equal(
            byMac[MachineModel.MacOf(nic)], topology.Nics.Single(n => n.PciBusId == addresses.Of(nic)).Netdev));
    }

    [Fact]
    public async Task The_table_has_a_row_for_every_device()
    {
        string table = await _guest.Shell.ReadTextAsync(Programs.TopologyTable, _deadline.Token);

        output.WriteLine(table);
        string[] firstWords = [.. table.Split('\n').Select(line => line.Split(' ')[0])];
        Assert.Equal(_guest.Model.Gpus.Select((_, i) => $"GPU{i}"), firstWords.Where(w => w.StartsWith("GPU", StringComparison.Ordinal)));
        Assert.Equal(_guest.Model.Nics.Select((_, i) => $"NIC{i}"), firstWords.Where(w => w.StartsWith("NIC", StringComparison.Ordinal)));
    }

    public void Dispose() => _deadline.Dispose();
}
