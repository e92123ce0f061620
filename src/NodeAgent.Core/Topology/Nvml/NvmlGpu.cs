using System.Collections.Immutable;

namespace NodeAgent.Core.Topology.Nvml;

/// <summary>One GPU as NVML shows it. Null means that the driver or the GPU does not tell.</summary>
public sealed record NvmlGpu
{
    public required int Index { get; init; }

    /// <summary>The PCI address in sysfs form.</summary>
    public required string BusId { get; init; }

    public string? Uuid { get; init; }

    public string? Name { get; init; }

    public string? Serial { get; init; }

    public int? Minor { get; init; }

    public long? MemoryBytes { get; init; }

    public string? ComputeCapability { get; init; }

    public int? NumaNode { get; init; }

    /// <summary>Ideal CPUs (NODE scope), in list form.</summary>
    public string? CpuAffinity { get; init; }

    public bool? MigEnabled { get; init; }

    public ImmutableArray<MigInstance> MigInstances { get; init; } = [];

    public NvmlPcie? Pcie { get; init; }

    public ImmutableArray<NvmlLink> Links { get; init; } = [];

    public FabricMembership? Fabric { get; init; }

    public C2cLink? C2c { get; init; }

    public bool IsLost { get; init; }
}

/// <summary>PCIe link as NVML tells it.</summary>
/// <param name="Generation">Now.</param>
/// <param name="Width">Now.</param>
/// <param name="MaxGeneration">What GPU and slot together can do.</param>
/// <param name="MaxWidth">What GPU and slot together can do.</param>
/// <param name="GpuMaxGeneration">What the GPU alone could do.</param>
public sealed record NvmlPcie(int? Generation, int? Width, int? MaxGeneration, int? MaxWidth, int? GpuMaxGeneration);

/// <summary>One NVLink as NVML tells it.</summary>
/// <param name="Index">Link number.</param>
/// <param name="Active">State, or null when the call failed.</param>
/// <param name="Version">NVLink generation.</param>
/// <param name="RemoteType">nvmlIntNvLinkDeviceType_t: 0 GPU, 1 IBM NPU, 2 switch, 255 unknown; null not told.</param>
/// <param name="RemoteBusId">PCI address of the other end as NVML prints it.</param>
/// <param name="SpeedMBps">Field NVML_FI_DEV_NVLINK_GET_SPEED.</param>
public sealed record NvmlLink(int Index, bool? Active, int? Version, int? RemoteType, string? RemoteBusId, int? SpeedMBps);
