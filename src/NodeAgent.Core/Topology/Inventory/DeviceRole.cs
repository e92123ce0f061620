namespace NodeAgent.Core.Topology.Inventory;

/// <summary>What a PCI function is to us.</summary>
public enum DeviceRole
{
    /// <summary>Not a device that work is placed by.</summary>
    None,

    /// <summary>A GPU or other accelerator.</summary>
    Gpu,

    Nic,

    NvSwitch,
}
