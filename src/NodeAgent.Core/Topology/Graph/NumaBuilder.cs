using System.Collections.Immutable;
using NodeAgent.Core.Topology.Facts;

namespace NodeAgent.Core.Topology.Graph;

/// <summary>Makes NUMA nodes of node directories: whose column a distance is, and where a memory-only node belongs.</summary>
internal static class NumaBuilder
{
    public static ImmutableArray<NumaNode> Build(NodeFacts facts, ImmutableArray<Finding>.Builder findings)
    {
        int[] online = [.. facts.NumaNodes.Select(n => n.Id).Order()];
        ImmutableArray<int> possible = facts.PossibleNodes.ToArray();
        foreach (int absent in possible.Except(online))
        {
            findings.Add(new Finding(
                FindingIds.NumaOffline, FindingSeverity.Info, $"node{absent}", "possible, but not online"));
        }

        var nodes = new List<NumaNode>(facts.NumaNodes.Length);
        foreach (NumaNodeFacts node in facts.NumaNodes.OrderBy(n => n.Id))
        {
            nodes.Add(new NumaNode(
                node.Id, node.Cpus ?? CpuSet.Empty, node.MemoryBytes, Distances(node, online, possible, findings))
            {
                // Unreadable is not empty.
                IsMemoryOnly = node.Cpus is { IsEmpty: true },
            });
        }

        ReportOverlaps(nodes, findings);
        return [.. nodes.Select(n => n with { CpuNode = CpuNodeOf(n, nodes, findings) })];
    }

    // The kernel prints one column per online node, in order of their numbers (drivers/base/node.c). A row that has one
    // column per possible node is taken as that; any other count cannot be told apart and is left out.
    private static ImmutableSortedDictionary<int, int> Distances(
        NumaNodeFacts node, int[] online, ImmutableArray<int> possible, ImmutableArray<Finding>.Builder findings)
    {
        ImmutableArray<int> row = node.DistanceRow;
        if (row.IsEmpty)
        {
            return ImmutableSortedDictionary<int, int>.Empty;
        }

        if (row.Length == online.Length)
        {
            return Zip(online, row);
        }

        string columns = $"{row.Length} distances for {online.Length} online nodes";
        if (row.Length == possible.Length)
        {
            findings.Add(new Finding(
                FindingIds.NumaDistance, FindingSeverity.Info, $"node{node.Id}", $"{columns}: read as one per possible node"));
            return Zip(possible, row).RemoveRange(possible.Except(online));
        }

        findings.Add(new Finding(
            FindingIds.NumaDistance, FindingSeverity.Warning, $"node{node.Id}", $"{columns}: left out"));
        return ImmutableSortedDictionary<int, int>.Empty;
    }

    private static ImmutableSortedDictionary<int, int> Zip(IEnumerable<int> nodes, ImmutableArray<int> row) =>
        nodes.Zip(row).ToImmutableSortedDictionary(pair => pair.First, pair => pair.Second);

    private static void ReportOverlaps(List<NumaNode> nodes, ImmutableArray<Finding>.Builder findings)
    {
        int[] overlapping = [.. nodes.Where(n => nodes.Exists(other => other.Id != n.Id && other.Cpus.Overlaps(n.Cpus))).Select(n => n.Id)];
        if (overlapping.Length > 0)
        {
            findings.Add(new Finding(
                FindingIds.NumaOverlap,
                FindingSeverity.Warning,
                $"node{overlapping[0]}",
                $"nodes {CpuSet.Of(overlapping)} claim the same CPUs: the firmware's NUMA tables are wrong"));
        }
    }

    private static int? CpuNodeOf(NumaNode node, List<NumaNode> nodes, ImmutableArray<Finding>.Builder findings)
    {
        if (!node.IsMemoryOnly)
        {
            return node.Id;
        }

        var near = nodes.Where(n => !n.IsMemoryOnly && node.Distances.ContainsKey(n.Id))
            .GroupBy(n => node.Distances[n.Id])
            .OrderBy(g => g.Key)
            .FirstOrDefault()?.ToList();
        if (near is { Count: 1 })
        {
            return near[0].Id;
        }

        findings.Add(new Finding(
            FindingIds.NumaMemoryOnlyAmbiguous,
            FindingSeverity.Info,
            $"node{node.Id}",
            near is null ? "memory only, and no distance to a node with CPUs" : "memory only, and several nodes with CPUs are equally near"));
        return null;
    }
}
