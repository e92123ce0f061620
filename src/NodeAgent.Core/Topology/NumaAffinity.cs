namespace NodeAgent.Core.Topology;

/// <summary>Where a device's NUMA node was taken from.</summary>
public enum NumaSource
{
    /// <summary>Nobody says: firmware gave no proximity domain and the CPU list fits no single node.</summary>
    Unknown,

    /// <summary>The kernel's <c>numa_node</c>.</summary>
    Reported,

    /// <summary><c>numa_node</c> is -1, but the device's local CPUs lie in exactly one node.</summary>
    Inferred,
}

/// <summary>The NUMA node of a device. Unknown stays unknown; it is never faked as node 0.</summary>
public readonly record struct NumaAffinity(int? Node, NumaSource Source)
{
    public static readonly NumaAffinity Unknown = new(null, NumaSource.Unknown);
}
