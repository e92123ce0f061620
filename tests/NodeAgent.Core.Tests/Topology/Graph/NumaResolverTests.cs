using NodeAgent.Core.Topology;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Core.Tests.Topology.Graph;

public class NumaResolverTests
{
    [Fact]
    public void Minus_one_is_never_node_0()
    {
        Nic nic = BuildNic(numa: null, local: "0-7");
        Assert.Equal(NumaAffinity.Unknown, nic.Pci.Numa);
        Assert.Equal("0-7", nic.CpuAffinity.ToString());
    }

    [Fact]
    public void Minus_one_with_local_cpus_in_exactly_one_node_is_inferred_and_marked()
    {
        Nic nic = BuildNic(numa: null, local: "4-6");
        Assert.Equal(new NumaAffinity(1, NumaSource.Inferred), nic.Pci.Numa);
        Assert.Equal("4-7", nic.CpuAffinity.ToString());
    }

    [Fact]
    public void Minus_one_where_two_nodes_hold_the_local_cpus_stays_unknown()
    {
        NodeTopology topology = Machine(numa: null, local: "0-3", secondNodeCpus: "0-3").ToTopology();
        Assert.Equal(NumaSource.Unknown, topology.Nics[0].Pci.Numa.Source);
        Assert.Contains(topology.Findings, f => f.Id == FindingIds.NumaUnknown);
    }

    [Fact]
    public void A_cpu_list_that_contradicts_numa_node_is_said_and_numa_node_believed()
    {
        NodeTopology topology = Machine(numa: 1, local: "0-7").ToTopology();
        Assert.Equal(new NumaAffinity(1, NumaSource.Reported), topology.Nics[0].Pci.Numa);
        Assert.Contains(topology.Findings, f => f.Id == FindingIds.NumaContradiction);
        Assert.Equal("4-7", topology.Nics[0].CpuAffinity.ToString());
    }

    [Fact]
    public void A_node_that_is_not_online_is_said()
    {
        NodeTopology topology = Machine(numa: 5, local: "").ToTopology();
        Assert.Contains(topology.Findings, f => f.Id == FindingIds.NumaAbsentNode);
    }

    [Fact]
    public void A_device_on_a_memory_only_node_runs_on_the_cpus_of_the_node_it_belongs_to()
    {
        var machine = new TestMachine();
        machine.Node(0, "0-3", distances: [10, 40]).Node(250, "", distances: [40, 10]);
        machine.Root("pci0000:00", 250).Port().Nic("mlx5_0");
        Assert.Equal("0-3", machine.ToTopology().Nics[0].CpuAffinity.ToString());
    }

    private static Nic BuildNic(int? numa, string local) => Machine(numa, local).ToTopology().Nics[0];

    private static TestMachine Machine(int? numa, string local, string secondNodeCpus = "4-7")
    {
        TestMachine machine = new TestMachine().Node(0, "0-3").Node(1, secondNodeCpus);
        machine.Root("pci0000:00", numa).Port().Nic("mlx5_0").LocalCpus = local;
        return machine;
    }
}
