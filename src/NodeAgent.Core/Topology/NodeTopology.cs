using System.Collections.Immutable;
using NodeAgent.Core.Topology.Graph;

namespace NodeAgent.Core.Topology;

/// <summary>The topology of one node at one moment: immutable, complete, and honest about what it could not learn.</summary>
public sealed record NodeTopology
{
    public required ImmutableArray<NumaNode> NumaNodes { get; init; }

    public required ImmutableArray<CpuPackage> Packages { get; init; }

    /// <summary>What the processors are, or null when the source does not tell.</summary>
    public CpuIdentity? Cpu { get; init; }

    public required PciTree Pci { get; init; }

    public required ImmutableArray<Gpu> Gpus { get; init; }

    public required ImmutableArray<Nic> Nics { get; init; }

    /// <summary>Every pair once, in matrix order, without the diagonal.</summary>
    public required ImmutableArray<Relation> Relations { get; init; }

    public required DriverState Driver { get; init; }

    public required ImmutableArray<Finding> Findings { get; init; }
}

/// <summary>The NVIDIA driver as NVML shows it.</summary>
/// <param name="Status"><c>ok</c>, <c>notInstalled</c>, <c>hung</c>, ...: see docs/topology.md.</param>
/// <param name="DriverVersion">As <c>570.86.15</c>, or null.</param>
/// <param name="NvmlVersion">The library's, or null.</param>
/// <param name="CudaVersion">The newest CUDA the driver supports, as <c>12.8</c>, or null.</param>
public sealed record DriverState(string Status, string? DriverVersion, string? NvmlVersion, string? CudaVersion);

/// <summary>The processors' kind, in the terms NCCL asks for.</summary>
/// <param name="Architecture"><c>x86_64</c>, <c>arm64</c> or <c>ppc64</c>.</param>
/// <param name="Vendor">CPUID vendor (<c>GenuineIntel</c>), or null.</param>
/// <param name="Family">x86 family, or null.</param>
/// <param name="Model">x86 model, or null.</param>
public sealed record CpuIdentity(string Architecture, string? Vendor, int? Family, int? Model);
