namespace NodeAgent.SystemTests.Machine;

/// <summary>A root bus, a port or a device of the machine, by its place. Two are the same only if they are one object.</summary>
internal sealed class PciNode(string id, PciNodeKind kind, PciNode? parent, params (string Key, string Value)[] properties)
{
    /// <summary>The name that qemu knows it by.</summary>
    public string Id { get; } = id;

    public PciNodeKind Kind { get; } = kind;

    public PciNode? Parent { get; } = parent;

    /// <summary>What qemu is told, less the driver, the id and the bus.</summary>
    public IReadOnlyList<(string Key, string Value)> Properties { get; } = properties;

    /// <summary>The number of a root bus.</summary>
    public int BusNumber { get; init; }

    /// <summary>Of a root bus; null where the firmware tells none.</summary>
    public int? NumaNode { get; init; }

    /// <summary>The name of a port's directory in /sys/bus/pci/slots.</summary>
    public int Slot { get; init; }

    public PciNode Root => Parent?.Root ?? this;

    /// <summary>Everything above, the nearest first, up to the root bus.</summary>
    public IEnumerable<PciNode> Above
    {
        get
        {
            for (PciNode? node = Parent; node is not null; node = node.Parent)
            {
                yield return node;
            }
        }
    }

    public string Driver => Kind switch
    {
        PciNodeKind.Root => "pxb-pcie",
        PciNodeKind.RootPort => "pcie-root-port",
        PciNodeKind.SwitchUpstream => "x3130-upstream",
        PciNodeKind.SwitchDownstream => "xio3130-downstream",
        PciNodeKind.Gpu => "bochs-display",
        PciNodeKind.Nic => "vmxnet3",
        PciNodeKind.Nvme => "nvme",
        _ => throw new InvalidOperationException($"{Kind} is no device"),
    };

    /// <summary>The properties of <c>device_add</c>.</summary>
    public IEnumerable<(string Key, string Value)> DeviceProperties =>
        [("driver", Driver), ("id", Id), ("bus", Parent?.Id ?? "pcie.0"), .. Properties];
}
