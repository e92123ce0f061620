using System.Collections.Immutable;

namespace NodeAgent.Core.Topology;

/// <summary>A GPU or other accelerator.</summary>
public sealed record Gpu : TopologyDevice
{
    public required string Vendor { get; init; }

    /// <summary>The marketing name when the driver tells it, else vendor and device id.</summary>
    public required string Model { get; init; }

    public string? Uuid { get; init; }

    public string? Serial { get; init; }

    /// <summary>The driver's index (nvidia-smi -i), which differs from the name when a GPU has fallen off.</summary>
    public int? DriverIndex { get; init; }

    /// <summary>N of /dev/nvidiaN.</summary>
    public int? Minor { get; init; }

    public long? MemoryBytes { get; init; }

    public string? ComputeCapability { get; init; }

    /// <summary>The NUMA node that the GPU's own memory is (Grace, POWER9), or null.</summary>
    public int? MemoryNumaNode { get; init; }

    /// <summary>MIG mode, or null where the GPU has none.</summary>
    public bool? MigEnabled { get; init; }

    public ImmutableArray<MigInstance> MigInstances { get; init; } = [];

    public ImmutableArray<NvLink> NvLinks { get; init; } = [];

    public FabricMembership? Fabric { get; init; }

    /// <summary>The coherent link to a Grace CPU, or null.</summary>
    public C2cLink? C2c { get; init; }

    /// <summary>The driver lost contact ("fallen off the bus").</summary>
    public bool IsLost { get; init; }
}
