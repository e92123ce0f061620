using System.Collections.Immutable;

namespace NodeAgent.Core.Topology;

/// <summary>A NUMA node that is online.</summary>
/// <param name="Id">The kernel's number; numbers may have gaps.</param>
/// <param name="Cpus">Its online CPUs; empty for a memory-only node, and when the source does not tell.</param>
/// <param name="MemoryBytes">Its memory, or null when the kernel does not say.</param>
/// <param name="Distances">Node number to distance, 10 being local (ACPI SLIT). Empty when unusable.</param>
public sealed record NumaNode(int Id, CpuSet Cpus, long? MemoryBytes, ImmutableSortedDictionary<int, int> Distances)
{
    /// <summary>Memory without CPUs: Grace and POWER9 show GPU memory so, and CXL expanders.</summary>
    public bool IsMemoryOnly { get; init; }

    /// <summary>For a memory-only node the nearest node with CPUs, when exactly one is nearest; else the node itself.</summary>
    public int? CpuNode { get; init; }
}

/// <summary>A processor socket.</summary>
public sealed record CpuPackage(int Id, CpuSet Cpus, ImmutableArray<int> NumaNodes);
