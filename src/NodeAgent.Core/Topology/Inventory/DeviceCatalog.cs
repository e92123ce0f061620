using System.Collections.Immutable;

namespace NodeAgent.Core.Topology.Inventory;

/// <summary>
/// The table of device classes and vendors. Rules added by the operator come before the built-in ones; the first match
/// decides. Classes are those of the PCI Code and ID Assignment Specification.
/// </summary>
public sealed class DeviceCatalog
{
    private const ushort Ethernet = 0x0200;
    private const ushort InfiniBand = 0x0207;
    private const ushort OtherNetwork = 0x0280;
    private const ushort InfiniBandSerial = 0x0c06;
    private const ushort Vga = 0x0300;
    private const ushort Display3D = 0x0302;
    private const ushort OtherDisplay = 0x0380;
    private const ushort Coprocessor = 0x0b40;
    private const ushort Accelerator = 0x1200;

    private static readonly ImmutableArray<DeviceRule> s_builtIn =
    [
        // NVIDIA GPUs are VGA or 3D controllers; 0x0680 is an NVSwitch.
        new(DeviceRole.Gpu, PciVendors.Nvidia, null, Vga),
        new(DeviceRole.Gpu, PciVendors.Nvidia, null, Display3D),
        new(DeviceRole.NvSwitch, PciVendors.Nvidia, null, 0x0680),
        new(DeviceRole.Gpu, PciVendors.Amd, null, Vga),
        new(DeviceRole.Gpu, PciVendors.Amd, null, Display3D),
        new(DeviceRole.Gpu, PciVendors.Amd, null, OtherDisplay),
        // Intel Data Center GPUs show as display controllers; Intel VGA is mostly the graphics of the CPU.
        new(DeviceRole.Gpu, PciVendors.Intel, null, OtherDisplay),
        new(DeviceRole.Gpu, PciVendors.Intel, null, Display3D),
        new(DeviceRole.Gpu, PciVendors.Hygon, null, OtherDisplay),
        new(DeviceRole.Gpu, PciVendors.MooreThreads, null, Vga),
        new(DeviceRole.Gpu, PciVendors.MooreThreads, null, Display3D),
        new(DeviceRole.Gpu, PciVendors.MetaX, null, OtherDisplay),
        // NEC Vector Engine. Intel QuickAssist has the same class, so the vendor decides.
        new(DeviceRole.Gpu, PciVendors.Nec, null, Coprocessor),
        // AWS Inferentia and Trainium are "system peripherals" with Amazon's id.
        new(DeviceRole.Gpu, PciVendors.Amazon, 0x7064, null),
        new(DeviceRole.Gpu, PciVendors.Amazon, 0x7164, null),
        new(DeviceRole.Gpu, PciVendors.Amazon, 0x7264, null),
        new(DeviceRole.Gpu, PciVendors.Amazon, 0x7364, null),
        // "Processing accelerators": Habana Gaudi, AMD Instinct, Qualcomm, Huawei, Tenstorrent, ...; Intel's are DSA and QAT.
        new(DeviceRole.None, PciVendors.Intel, null, Accelerator),
        new(DeviceRole.Gpu, null, null, Accelerator),
        new(DeviceRole.Nic, null, null, Ethernet),
        new(DeviceRole.Nic, null, null, InfiniBand),
        new(DeviceRole.Nic, null, null, OtherNetwork),
        new(DeviceRole.Nic, null, null, InfiniBandSerial),
    ];

    private readonly ImmutableArray<DeviceRule> _rules;

    public DeviceCatalog(IEnumerable<DeviceRule> extra) => _rules = [.. extra, .. s_builtIn];

    public static DeviceCatalog Default { get; } = new([]);

    public DeviceRole RoleOf(ushort vendor, ushort device, uint classCode)
    {
        foreach (DeviceRule rule in _rules)
        {
            if (rule.Matches(vendor, device, classCode))
            {
                return rule.Role;
            }
        }

        return DeviceRole.None;
    }
}
