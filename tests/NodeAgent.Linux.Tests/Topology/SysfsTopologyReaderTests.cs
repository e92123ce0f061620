using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Core.Topology.Rendering.Json;
using NodeAgent.Linux.Files;
using NodeAgent.Linux.Topology;
using NodeAgent.Testing;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Linux.Tests.Topology;

public sealed class SysfsTopologyReaderTests : IDisposable
{
    private readonly TempDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_tree_on_disk_gives_the_same_picture_as_the_machine_it_was_made_of()
    {
        TestMachine machine = KnownMachines.Hgx();
        machine.WriteSysfs(_root.Path);
        NodeTopology read = Read(new NodeFiles(_root.Path)), built = machine.ToTopology();
        Assert.Equal<RelationDocument>([.. TopologyJson.ToDocument(built).Relations], [.. TopologyJson.ToDocument(read).Relations]);
        Assert.Equal(built.Gpus.Select(g => (g.Pci.Address, g.Switch, g.Pci.Root)), read.Gpus.Select(g => (g.Pci.Address, g.Switch, g.Pci.Root)));
        Assert.Equal(built.Nics.Select(n => (n.RdmaDevice, n.NetDevice)), read.Nics.Select(n => (n.RdmaDevice, n.NetDevice)));
        Assert.Equal([400.0], read.Nics.SelectMany(n => n.Ports).Select(p => p.RateGbps!.Value).Distinct());
        Assert.Equal(2, read.Packages.Length);
        Assert.Equal("x86_64", read.Cpu!.Architecture);
        Assert.Empty(read.Findings);
    }

    [Theory]
    [InlineData("numa_node", Errno.EINVAL)]
    [InlineData("numa_node", Errno.EACCES)]
    [InlineData("current_link_width", Errno.EINVAL)]
    [InlineData("local_cpulist", Errno.EIO)]
    [InlineData("infiniband/mlx5_0/ports/1/rate", Errno.EINVAL)]
    public void One_unreadable_file_is_a_finding_with_path_and_errno_and_hides_nothing(string name, Errno errno)
    {
        NodeFiles files = Tree(KnownMachines.Hgx());
        NodeTopology topology = Read(new FaultyFiles(files).Fail(name, errno));
        Finding finding = topology.Findings.First(f => f.Id == FindingIds.UnreadableFile);
        Assert.EndsWith(name, finding.Path, StringComparison.Ordinal);
        Assert.Equal(errno.ToString(), finding.Errno);
        Assert.False(finding.IsBadInput);
        Assert.Equal((8, 12), (topology.Gpus.Length, topology.Nics.Length));
    }

    [Fact]
    public void A_device_that_goes_away_while_it_is_read_is_left_out_and_said()
    {
        NodeFiles files = Tree(KnownMachines.Hgx());
        NodeTopology all = Read(files);
        NodeTopology topology = Read(new FaultyFiles(files).Vanish(all.Gpus[0].Pci.Address.ToString()));
        Assert.Equal(7, topology.Gpus.Length);
        Assert.Contains(topology.Findings, f => f.Id == FindingIds.VanishedFile && f.Subject == all.Gpus[0].Pci.Address.ToString());
    }

    [Theory]
    [InlineData("numa_node", "zero", true)]
    [InlineData("numa_node", "\u0001\u0002\ufffd", true)]
    [InlineData("local_cpulist", "0-99999999999", true)]
    [InlineData("current_link_width", "0", false)]
    [InlineData("current_link_speed", "Unknown", false)]
    public void Malformed_is_bad_input_and_unknown_is_not(string name, string text, bool bad)
    {
        NodeTopology topology = Read(new FaultyFiles(Tree(KnownMachines.Hgx())).Say(name, text));
        Assert.Equal(bad, topology.Findings.Any(f => f is { Id: FindingIds.MalformedFile, IsBadInput: true }));
        Assert.Equal(8, topology.Gpus.Length);
        Assert.All(topology.Findings, f => Assert.DoesNotContain(f.Message, char.IsControl));
    }

    [Fact]
    public void Width_0_is_unknown_and_told_so()
    {
        NodeTopology topology = Read(new FaultyFiles(Tree(KnownMachines.Hgx())).Say("_link_width", "0").Say("_link_speed", "Unknown"));
        Assert.All(topology.Gpus, g => Assert.True(g.Pci.Link.IsUnknown));
        Assert.Equal(8, topology.Findings.Count(f => f.Id == FindingIds.PciLinkUnknown));
    }

    [Fact]
    public void A_file_of_ten_megabytes_and_links_in_a_circle_are_bad_input()
    {
        TestMachine machine = KnownMachines.Hgx();
        NodeFiles files = Tree(machine);
        TestFunction gpu = machine.Functions.First(f => f.Class == 0x030200);
        File.WriteAllText(_root.Combine(SysfsTreeWriter.PathOf(gpu), "numa_node"), new string('1', 10 << 20));
        File.CreateSymbolicLink(_root.Combine("sys/bus/pci/devices/0000:ff:00.0"), "0000:ff:00.0");
        NodeTopology topology = Read(files);
        Assert.Contains(topology.Findings, f => f is { IsBadInput: true, Errno: "EFBIG" });
        Assert.Contains(topology.Findings, f => f is { IsBadInput: true, Errno: "ELOOP", Subject: "0000:ff:00.0" });
        Assert.Equal(8, topology.Gpus.Length);
    }

    [Fact]
    public void Entries_that_are_directories_keep_their_devices_without_a_place()
    {
        // Some dumps have directories where the kernel has links.
        Directory.CreateDirectory(_root.Combine("sys/bus/pci/devices/0004:04:00.0"));
        _root.Write("sys/bus/pci/devices/0004:04:00.0/class", "0x030200");
        _root.Write("sys/bus/pci/devices/0004:04:00.0/local_cpus", "00000000,ffffffff");
        NodeTopology topology = Read(new NodeFiles(_root.Path));
        Assert.Equal("0004:04:00.0", topology.Pci.Functions[0].Address.ToString());
        Assert.Contains(topology.Findings, f => f.Id == FindingIds.PciPathUnknown);
    }

    [Fact]
    public void A_node_with_a_map_but_no_list_and_one_that_is_offline()
    {
        _root.Write("sys/devices/system/node/online", "1");
        _root.Write("sys/devices/system/node/node0/cpulist", "");
        _root.Write("sys/devices/system/node/node1/cpumap", "00000000,0000ff00");
        NodeTopology topology = Read(new NodeFiles(_root.Path));
        NumaNode node = Assert.Single(topology.NumaNodes);
        Assert.Equal((1, "8-15"), (node.Id, node.Cpus.ToString()));
    }

    [Fact]
    public void Virtual_interfaces_are_passed_over()
    {
        NodeFiles files = Tree(KnownMachines.Hgx());
        _root.Write("sys/devices/virtual/net/veth0/operstate", "up");
        File.CreateSymbolicLink(_root.Combine("sys/class/net/veth0"), "../../devices/virtual/net/veth0");
        Assert.DoesNotContain(Read(files).Nics, n => n.NetDevice == "veth0");
    }

    [Fact]
    public void An_empty_machine_is_a_machine()
    {
        Directory.CreateDirectory(_root.Combine("sys"));
        NodeTopology topology = Read(new NodeFiles(_root.Path));
        Assert.Empty(topology.Gpus);
        Assert.Empty(topology.NumaNodes);
    }

    private NodeFiles Tree(TestMachine machine) => new(machine.WriteSysfs(_root.Path));

    private static NodeTopology Read(INodeFiles files) => TopologyBuilder.Build(
        SysfsTopologyReader.Read(files, DeviceCatalog.Default) with { Nvml = NvmlSnapshot.Disabled }, DeviceCatalog.Default);
}
