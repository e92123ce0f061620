using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Parsing;
using NodeAgent.Linux.Files;

namespace NodeAgent.Linux.Topology;

/// <summary>
/// Reads <c>/sys/bus/pci/devices</c>. The place of a function comes from the target of its link. Link and CPU attributes
/// are read only where somebody needs them: on GPUs, NICs and bridges. A server has hundreds of other functions, and every
/// attribute of a link costs an access to the device.
/// </summary>
internal sealed class PciReader(SysfsContext sysfs, DeviceCatalog catalog)
{
    private const string Root = "sys/bus/pci/devices";
    private const uint ClassBridge = 0x0604;

    /// <param name="owners">Functions that network or RDMA devices hang on: NICs, whatever their class says.</param>
    public ImmutableArray<PciFunctionFacts> Read(IReadOnlySet<PciAddress> owners)
    {
        ImmutableArray<PciFunctionFacts>.Builder functions = ImmutableArray.CreateBuilder<PciFunctionFacts>();
        foreach (string name in sysfs.List(Root, "pci"))
        {
            if (!PciAddress.TryParse(name, out PciAddress address))
            {
                sysfs.Malformed(Root, "pci", name);
                continue;
            }

            using SysfsDirectory device = sysfs.Open($"{Root}/{name}", name);
            if (ReadFunction(device, address, owners) is { } function)
            {
                functions.Add(function);
            }
        }

        return functions.ToImmutable();
    }

    private PciFunctionFacts? ReadFunction(SysfsDirectory device, PciAddress address, IReadOnlySet<PciAddress> owners)
    {
        if (ReadIds(device) is not { } ids)
        {
            // No class and no error: between the listing and now the device went away.
            if (sysfs.Files.List(device.Path).Names is not { Count: > 0 })
            {
                sysfs.Vanished(device.Path, device.Subject);
            }

            return null;
        }

        LinkTarget link = sysfs.Files.ReadLink(device.Path);
        PciPath? place = link.Target is { } target ? SysfsPciPath.ForFunction(target) : null;
        if (place is null)
        {
            sysfs.PathUnknown(device.Path, device.Subject, link);
        }

        bool isBridge = ids.ClassCode >> 8 == ClassBridge;
        bool isDevice = owners.Contains(address)
            || catalog.RoleOf((ushort)(ids.Id >> 16), (ushort)ids.Id, ids.ClassCode) is DeviceRole.Gpu or DeviceRole.Nic;
        return new PciFunctionFacts
        {
            Address = address,
            Path = place,
            ClassCode = ids.ClassCode,
            VendorId = (ushort)(ids.Id >> 16),
            DeviceId = (ushort)ids.Id,
            SubsystemVendorId = (ushort)(ids.SubsystemId >> 16),
            SubsystemDeviceId = (ushort)ids.SubsystemId,
            Driver = ids.Driver,
            NumaNode = device.TryParse("numa_node", SysfsText.TryParseInt, out int node) ? node : null,
            Link = isBridge || isDevice ? ReadLink(device) : default,
            LocalCpus = isDevice ? ReadLocalCpus(device) : null,
            PhysicalFunction = isDevice && device.ReadLink("physfn").Target is { } physical
                ? PciAddress.ParseOrNull(Path.GetFileName(physical)) : null,
        };
    }

    private static PciUevent? ReadIds(SysfsDirectory device)
    {
        if (device.Peek("uevent") is { } text && PciUevent.TryParse(text, out PciUevent uevent))
        {
            return uevent;
        }

        if (!device.TryParse("class", SysfsText.TryParseHex, out uint classCode))
        {
            return null;
        }

        return new PciUevent(
            classCode,
            (ReadHex(device, "vendor") << 16) | ReadHex(device, "device"),
            (ReadHex(device, "subsystem_vendor") << 16) | ReadHex(device, "subsystem_device"),
            device.ReadLink("driver").Target is { } driver ? Path.GetFileName(driver) : null);
    }

    private static PcieLink ReadLink(SysfsDirectory device) => new(
        ReadSpeed(device, "current_link_speed"),
        ReadWidth(device, "current_link_width"),
        ReadSpeed(device, "max_link_speed"),
        ReadWidth(device, "max_link_width"));

    private static CpuSet? ReadLocalCpus(SysfsDirectory device)
    {
        if (device.TryParse("local_cpulist", CpuSet.TryParseList, out CpuSet list))
        {
            return list;
        }

        return device.TryParse("local_cpus", CpuSet.TryParseMask, out CpuSet mask) ? mask : null;
    }

    private static uint ReadHex(SysfsDirectory device, string name) =>
        device.TryParse(name, SysfsText.TryParseHex, out uint value) ? value & 0xffff : 0;

    private static double? ReadSpeed(SysfsDirectory device, string name) =>
        device.TryParse(name, SysfsText.TryParseLinkSpeed, out double? speed) ? speed : null;

    private static int? ReadWidth(SysfsDirectory device, string name) =>
        device.TryParse(name, SysfsText.TryParseLinkWidth, out int? width) ? width : null;
}
