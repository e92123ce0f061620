using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;

namespace NodeAgent.Core.Tests.Topology.Graph;

public class NumaBuilderTests
{
    [Fact]
    public void Distance_columns_are_online_nodes_in_order_not_node_numbers()
    {
        NodeTopology topology = Build([Node(0, "0-3", 10, 20, 40), Node(33, "4-7", 20, 10, 30), Node(72, "8-11", 40, 30, 10)]);
        Assert.Equal(30, topology.NumaNodes[1].Distances[72]);
        Assert.Equal([0, 33, 72], topology.NumaNodes[1].Distances.Keys);
    }

    [Fact]
    public void A_row_with_a_column_for_each_possible_node_is_read_as_such_and_said()
    {
        NodeTopology topology = Build([Node(1, "1,3", 21, 10)], possible: "0-1");
        Assert.Equal([new KeyValuePair<int, int>(1, 10)], topology.NumaNodes[0].Distances);
        Assert.Contains(topology.Findings, f => f.Id == FindingIds.NumaDistance);
        Assert.Contains(topology.Findings, f => f is { Id: FindingIds.NumaOffline, Subject: "node0" });
    }

    [Fact]
    public void A_row_that_fits_nothing_is_left_out_and_said()
    {
        NodeTopology topology = Build([Node(0, "0", 10, 20, 30)]);
        Assert.Empty(topology.NumaNodes[0].Distances);
        Assert.Contains(topology.Findings, f => f is { Id: FindingIds.NumaDistance, Severity: FindingSeverity.Warning });
    }

    [Fact]
    public void A_memory_only_node_belongs_to_the_nearest_node_with_cpus()
    {
        // The shape of a Grace superchip: two CPU nodes, and GPU memory as nodes of its own.
        NodeTopology topology = Build(
        [
            Node(0, "0-71", 10, 40, 80, 120), Node(1, "72-143", 40, 10, 120, 80), Node(2, "", 80, 120, 10, 160), Node(10, "", 120, 80, 160, 10),
        ]);
        Assert.True(topology.NumaNodes[2].IsMemoryOnly);
        Assert.Equal(0, topology.NumaNodes[2].CpuNode);
        Assert.Equal(1, topology.NumaNodes[3].CpuNode);
    }

    [Fact]
    public void A_memory_only_node_between_two_equally_near_nodes_belongs_to_neither()
    {
        NodeTopology topology = Build([Node(0, "0", 10, 20, 40), Node(1, "1", 20, 10, 40), Node(2, "", 40, 40, 10)]);
        Assert.Null(topology.NumaNodes[2].CpuNode);
        Assert.Contains(topology.Findings, f => f is { Id: FindingIds.NumaMemoryOnlyAmbiguous, Subject: "node2" });
    }

    [Fact]
    public void A_node_whose_cpus_are_not_known_is_not_taken_for_memory_only()
    {
        NodeTopology topology = Build([new NumaNodeFacts(0, null, null, [])]);
        Assert.False(topology.NumaNodes[0].IsMemoryOnly);
    }

    [Fact]
    public void Nodes_that_claim_the_same_cpus_are_said()
    {
        NodeTopology topology = Build([Node(0, "0-7", 10, 10), Node(1, "0-7", 10, 10)]);
        Assert.Contains(topology.Findings, f => f.Id == FindingIds.NumaOverlap);
    }

    private static NumaNodeFacts Node(int id, string cpus, params int[] distances) =>
        new(id, CpuSet.TryParseList(cpus, out CpuSet set) ? set : null, 1 << 30, [.. distances]);

    private static NodeTopology Build(ImmutableArray<NumaNodeFacts> nodes, string possible = "") => TopologyBuilder.Build(
        new NodeFacts { NumaNodes = nodes, PossibleNodes = CpuSet.TryParseList(possible, out CpuSet set) ? set : CpuSet.Empty },
        DeviceCatalog.Default);
}
