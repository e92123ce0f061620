using System.Collections.Immutable;
using NodeAgent.Core.Topology.Facts;

namespace NodeAgent.Core.Topology.Graph;

/// <summary>
/// Decides which NUMA node a device is on. The kernel's word stands; the device's CPU list is asked only when the
/// kernel says nothing, and believed only when it lies in exactly one node.
/// </summary>
internal sealed class NumaResolver(ImmutableArray<NumaNode> nodes)
{
    public NumaAffinity Resolve(PciFunctionFacts function)
    {
        if (function.NumaNode is >= 0 and { } reported)
        {
            return new NumaAffinity(reported, NumaSource.Reported);
        }

        if (function.LocalCpus is not { IsEmpty: false } local)
        {
            return NumaAffinity.Unknown;
        }

        int? only = null;
        foreach (NumaNode node in nodes)
        {
            if (!node.IsMemoryOnly && local.IsSubsetOf(node.Cpus))
            {
                if (only is not null)
                {
                    return NumaAffinity.Unknown;
                }

                only = node.Id;
            }
        }

        return only is null ? NumaAffinity.Unknown : new NumaAffinity(only, NumaSource.Inferred);
    }

    /// <summary>The CPUs near a device: those of its node, or of the node that its memory-only node belongs to.</summary>
    public CpuSet CpusOf(PciFunction function)
    {
        if (Find(function.Numa.Node) is { } node)
        {
            return node.IsMemoryOnly ? Find(node.CpuNode)?.Cpus ?? function.LocalCpus : node.Cpus;
        }

        return function.LocalCpus;
    }

    /// <summary>The node with CPUs that a device's node stands for; null when unknown.</summary>
    public int? CpuNodeOf(PciFunction function) =>
        Find(function.Numa.Node) is { } node ? node.CpuNode ?? node.Id : function.Numa.Node;

    private NumaNode? Find(int? id) => id is null ? null : nodes.FirstOrDefault(n => n.Id == id);

    /// <summary>Says what is odd about the node of a device that people will place work by.</summary>
    public void Report(PciFunction function, ImmutableArray<Finding>.Builder findings)
    {
        string subject = function.Address.ToString();
        CpuSet local = function.LocalCpus;
        if (function.Numa.Source == NumaSource.Unknown)
        {
            findings.Add(new Finding(
                FindingIds.NumaUnknown,
                FindingSeverity.Warning,
                subject,
                local.IsEmpty ? "no NUMA node told" : $"no NUMA node told, and local CPUs {local} fit no single node"));
        }
        else if (function.Numa.Source == NumaSource.Inferred)
        {
            findings.Add(new Finding(
                FindingIds.NumaInferred, FindingSeverity.Info, subject, $"NUMA node {function.Numa.Node} inferred from local CPUs {local}"));
        }
        else if (nodes.IsEmpty)
        {
            return;
        }
        else if (Find(function.Numa.Node) is not { } node)
        {
            findings.Add(new Finding(
                FindingIds.NumaAbsentNode,
                FindingSeverity.Warning,
                subject,
                $"numa_node is {function.Numa.Node}, but no such node is online"));
        }
        else if (!local.IsEmpty && !node.IsMemoryOnly && !local.IsSubsetOf(node.Cpus))
        {
            findings.Add(new Finding(
                FindingIds.NumaContradiction,
                FindingSeverity.Warning,
                subject,
                $"numa_node says {node.Id} (CPUs {node.Cpus}), the local CPU list says {local}: numa_node is believed"));
        }
    }
}
