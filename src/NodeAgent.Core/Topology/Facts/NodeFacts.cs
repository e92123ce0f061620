using System.Collections.Immutable;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Core.Topology.Facts;

/// <summary>What a reader found, before any conclusion is drawn. <see cref="Graph.TopologyBuilder"/> draws them.</summary>
public sealed record NodeFacts
{
    public ImmutableArray<NumaNodeFacts> NumaNodes { get; init; } = [];

    /// <summary>The nodes the firmware provided for, online or not; empty when unknown.</summary>
    public CpuSet PossibleNodes { get; init; } = CpuSet.Empty;

    public ImmutableArray<CpuPackageFacts> Packages { get; init; } = [];

    public CpuIdentity? Cpu { get; init; }

    public ImmutableArray<PciFunctionFacts> PciFunctions { get; init; } = [];

    public ImmutableArray<NetDeviceFacts> NetDevices { get; init; } = [];

    public ImmutableArray<RdmaDeviceFacts> RdmaDevices { get; init; } = [];

    public NvmlSnapshot Nvml { get; init; } = NvmlSnapshot.Disabled;

    public ImmutableArray<Finding> Findings { get; init; } = [];
}

/// <summary>A node directory of sysfs.</summary>
/// <param name="Id">N of <c>nodeN</c>.</param>
/// <param name="Cpus">Its CPUs, or null when unreadable.</param>
/// <param name="MemoryBytes">MemTotal, or null.</param>
/// <param name="DistanceRow">The columns of <c>distance</c>, which are not node numbers.</param>
public sealed record NumaNodeFacts(int Id, CpuSet? Cpus, long? MemoryBytes, ImmutableArray<int> DistanceRow);

/// <summary>A socket.</summary>
public sealed record CpuPackageFacts(int Id, CpuSet Cpus);

/// <summary>A network interface that has a PCI function under it.</summary>
public sealed record NetDeviceFacts(string Name, PciAddress Pci, string OperState, int? SpeedMbps);

/// <summary>An RDMA device; <paramref name="Pci"/> is null when it is on no PCI bus (soft-RoCE and the like).</summary>
public sealed record RdmaDeviceFacts(string Name, PciAddress? Pci, ImmutableArray<NicPort> Ports);
