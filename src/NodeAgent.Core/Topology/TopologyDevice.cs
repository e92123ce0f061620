namespace NodeAgent.Core.Topology;

/// <summary>A GPU or NIC: a row and column of the matrix.</summary>
public abstract record TopologyDevice
{
    /// <summary><c>GPU0</c>, <c>NIC3</c>: the place in PCI order, as nvidia-smi numbers them.</summary>
    public required string Name { get; init; }

    public required PciFunction Pci { get; init; }

    /// <summary>
    /// The switch nearest to the device, named by its upstream port, or null when no switch is above it.
    /// </summary>
    public PciAddress? Switch { get; init; }

    /// <summary>The CPUs to run on for this device; empty when unknown.</summary>
    public CpuSet CpuAffinity { get; init; } = CpuSet.Empty;
}
