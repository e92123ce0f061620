namespace NodeAgent.Core.Topology.Inventory;

/// <summary>PCI-SIG vendor ids of the makers of accelerators and fast NICs.</summary>
public static class PciVendors
{
    public const ushort Nvidia = 0x10de;
    public const ushort Amd = 0x1002;
    public const ushort Intel = 0x8086;
    public const ushort Habana = 0x1da3;
    public const ushort Nec = 0x1bcf;
    public const ushort Amazon = 0x1d0f;
    public const ushort Hygon = 0x1d94;
    public const ushort MooreThreads = 0x1ed5;
    public const ushort MetaX = 0x9999;
    public const ushort Mellanox = 0x15b3;

    /// <summary>A short name, or <c>vendor XXXX</c>.</summary>
    public static string NameOf(ushort vendor) => vendor switch
    {
        Nvidia => "NVIDIA",
        Amd => "AMD",
        Intel => "Intel",
        Habana => "Habana",
        Nec => "NEC",
        Amazon => "Amazon",
        Hygon => "Hygon",
        MooreThreads => "Moore Threads",
        MetaX => "MetaX",
        Mellanox => "Mellanox",
        0x14e4 => "Broadcom",
        0x1077 => "QLogic",
        0x17cb => "Qualcomm",
        0x19e5 => "Huawei",
        0x1e52 => "Tenstorrent",
        0x10ee => "Xilinx",
        0x1af4 => "Virtio",
        0x1414 => "Microsoft",
        0x1ae0 => "Google",
        0x1425 => "Chelsio",
        0x1dd8 => "Pensando",
        _ => $"vendor {vendor:x4}",
    };
}
