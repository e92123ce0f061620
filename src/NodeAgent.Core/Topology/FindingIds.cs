namespace NodeAgent.Core.Topology;

/// <summary>The stable ids of topology findings. docs/topology.md tells what each means and what to do.</summary>
public static class FindingIds
{
    public const string UnreadableFile = "sysfs/unreadable-file";
    public const string VanishedFile = "sysfs/vanished";
    public const string MalformedFile = "sysfs/malformed-file";
    public const string NumaDistance = "numa/distance-columns";
    public const string NumaOverlap = "numa/overlapping-cpus";
    public const string NumaOffline = "numa/offline-node";
    public const string NumaMemoryOnlyAmbiguous = "numa/memory-only-unmapped";
    public const string NumaUnknown = "numa/device-node-unknown";
    public const string NumaInferred = "numa/device-node-inferred";
    public const string NumaContradiction = "numa/device-cpulist-contradicts";
    public const string NumaAbsentNode = "numa/device-node-absent";
    public const string PciPathUnknown = "pci/path-unknown";
    public const string PciLinkUnknown = "pci/link-unknown";
    public const string GpuNotInNvml = "gpu/not-in-nvml";
    public const string GpuNotInSysfs = "gpu/not-in-sysfs";
    public const string GpuLost = "gpu/lost";
    public const string NvLinkInactive = "gpu/nvlink-inactive";
    public const string NvLinkSelfTarget = "gpu/nvlink-self-target";
    public const string NvmlUnavailable = "nvml/unavailable";
    public const string NvmlMismatch = "nvml/version-mismatch";
    public const string NvmlHung = "nvml/hung";
    public const string NvmlReleased = "nvml/released";
    public const string NvmlCallFailed = "nvml/call-failed";
    public const string NvmlFabric = "gpu/fabric-incomplete";
    public const string NicUnplaced = "nic/not-on-pci";
}
