using System.Collections.Immutable;

namespace NodeAgent.Core.Topology.Facts;

/// <summary>A device directory of <c>/sys/bus/pci/devices</c>.</summary>
public sealed record PciFunctionFacts
{
    public required PciAddress Address { get; init; }

    /// <summary>Where it hangs, or null when the entry is no link into <c>/sys/devices</c>.</summary>
    public PciPath? Path { get; init; }

    public uint ClassCode { get; init; }

    public ushort VendorId { get; init; }

    public ushort DeviceId { get; init; }

    public ushort SubsystemVendorId { get; init; }

    public ushort SubsystemDeviceId { get; init; }

    public string? Driver { get; init; }

    /// <summary>The kernel's <c>numa_node</c>; -1 is "not told", null "not read".</summary>
    public int? NumaNode { get; init; }

    public CpuSet? LocalCpus { get; init; }

    public PcieLink Link { get; init; }

    public PciAddress? PhysicalFunction { get; init; }

    /// <summary>The device/port type of the PCIe capability (PCIe base specification, 7.5.3.2), or null.</summary>
    public PciePortType? PortType { get; init; }
}

/// <summary>The place of a function below <c>/sys/devices</c>.</summary>
/// <param name="Root">The first root bus on the way, <c>pci0000:17</c>.</param>
/// <param name="Ancestors">The functions above it, nearest the root first.</param>
public sealed record PciPath(string Root, ImmutableArray<PciAddress> Ancestors);

/// <summary>Bits 7:4 of the PCI Express Capabilities Register.</summary>
public enum PciePortType
{
    Endpoint = 0,
    LegacyEndpoint = 1,
    RootPort = 4,
    SwitchUpstreamPort = 5,
    SwitchDownstreamPort = 6,
    PcieToPciBridge = 7,
    PciToPcieBridge = 8,
    RootComplexIntegratedEndpoint = 9,
    RootComplexEventCollector = 10,
}
