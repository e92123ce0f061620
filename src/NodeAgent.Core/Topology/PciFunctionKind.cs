namespace NodeAgent.Core.Topology;

/// <summary>What a PCI function is in the tree.</summary>
public enum PciFunctionKind
{
    Endpoint,

    /// <summary>A bridge device on the root bus that stands for the host bridge itself.</summary>
    HostBridge,

    /// <summary>A PCIe root port: the top of a hierarchy, on a root bus.</summary>
    RootPort,

    SwitchUpstreamPort,

    SwitchDownstreamPort,

    /// <summary>Any other bridge: PCIe to PCI, or one whose place in a switch the tree does not tell.</summary>
    Bridge,
}
