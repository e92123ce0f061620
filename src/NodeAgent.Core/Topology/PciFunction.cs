using System.Collections.Immutable;

namespace NodeAgent.Core.Topology;

/// <summary>One function in the PCI tree.</summary>
public sealed record PciFunction
{
    public required PciAddress Address { get; init; }

    public required PciFunctionKind Kind { get; init; }

    /// <summary>The 24-bit class code, as <c>0x030200</c>.</summary>
    public required uint ClassCode { get; init; }

    public ushort VendorId { get; init; }

    public ushort DeviceId { get; init; }

    public ushort SubsystemVendorId { get; init; }

    public ushort SubsystemDeviceId { get; init; }

    /// <summary>The bound kernel driver.</summary>
    public string? Driver { get; init; }

    /// <summary>The bridge directly above; null on a root bus or when sysfs does not tell.</summary>
    public PciAddress? Parent { get; init; }

    /// <summary>
    /// The root bus (<c>pci0000:17</c>), which stands for the host bridge; null when sysfs does not tell. Behind Intel
    /// VMD it is the real root bus, not the one that VMD invents.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>All bridges above, nearest the root first.</summary>
    public ImmutableArray<PciAddress> Ancestors { get; init; } = [];

    public NumaAffinity Numa { get; init; }

    /// <summary>The CPUs the kernel calls local to the device; empty when unknown.</summary>
    public CpuSet LocalCpus { get; init; } = CpuSet.Empty;

    public PcieLink Link { get; init; }

    /// <summary>For an SR-IOV virtual function, its physical function.</summary>
    public PciAddress? PhysicalFunction { get; init; }

    /// <summary>For an SR-IOV physical function, its virtual functions.</summary>
    public ImmutableArray<PciAddress> VirtualFunctions { get; init; } = [];
}
