using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Parsing;
using NodeAgent.Linux.Files;

namespace NodeAgent.Linux.Topology;

/// <summary>
/// Reads <c>/sys/bus/pci/devices</c>. The place of a function comes from the target of its link. Link and CPU attributes
/// are read only where somebody needs them: GPUs, NICs and the bridges above them. A server has hundreds of other
/// functions, and every attribute of a link costs an access to the device.
/// </summary>
internal sealed class PciReader(SysfsContext sysfs, DeviceCatalog catalog)
{
    private const string Root = "sys/bus/pci/devices";

    /// <param name="owners">Functions that network or RDMA devices hang on: NICs, whatever their class says.</param>
    public ImmutableArray<PciFunctionFacts> Read(IReadOnlySet<PciAddress> owners)
    {
        var functions = new List<PciFunctionFacts>();
        foreach (string name in sysfs.List(Root, "pci"))
        {
            if (!PciAddress.TryParse(name, out PciAddress address))
            {
                sysfs.Malformed(Root, "pci", name);
            }
            else if (ReadIdentity($"{Root}/{name}", name, address) is { } function)
            {
                functions.Add(function);
            }
        }

        var wanted = new HashSet<PciAddress>();
        foreach (PciFunctionFacts function in functions)
        {
            DeviceRole role = catalog.RoleOf(function.VendorId, function.DeviceId, function.ClassCode);
            if (role is DeviceRole.Gpu or DeviceRole.Nic || owners.Contains(function.Address))
            {
                wanted.Add(function.Address);
                wanted.UnionWith(function.Path?.Ancestors ?? []);
            }
        }

        return [.. functions.Select(f => wanted.Contains(f.Address) ? ReadDetails(f) : f)];
    }

    private PciFunctionFacts? ReadIdentity(string path, string subject, PciAddress address)
    {
        LinkTarget link = sysfs.Files.ReadLink(path);
        PciPath? place = link.Target is { } target ? SysfsPciPath.ForFunction(target) : null;
        if (ReadIds(path, subject) is not { } ids)
        {
            // No class and no error: between the listing and now the device went away.
            if (sysfs.Files.List(path).Names is not { Count: > 0 })
            {
                sysfs.Vanished(path, subject);
            }

            return null;
        }

        if (place is null)
        {
            sysfs.PathUnknown(path, subject, link);
        }

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
            NumaNode = sysfs.TryParse($"{path}/numa_node", subject, SysfsText.TryParseInt, out int node) ? node : null,
        };
    }

    private PciUevent? ReadIds(string path, string subject)
    {
        if (sysfs.Files.ReadText($"{path}/uevent").Text is { } text && PciUevent.TryParse(text, out PciUevent uevent))
        {
            return uevent;
        }

        if (!sysfs.TryParse($"{path}/class", subject, SysfsText.TryParseHex, out uint classCode))
        {
            return null;
        }

        return new PciUevent(
            classCode,
            (ReadHex($"{path}/vendor", subject) << 16) | ReadHex($"{path}/device", subject),
            (ReadHex($"{path}/subsystem_vendor", subject) << 16) | ReadHex($"{path}/subsystem_device", subject),
            sysfs.Files.ReadLink($"{path}/driver").Target is { } driver ? Path.GetFileName(driver) : null);
    }

    private uint ReadHex(string path, string subject) =>
        sysfs.TryParse(path, subject, SysfsText.TryParseHex, out uint value) ? value & 0xffff : 0;

    private PciFunctionFacts ReadDetails(PciFunctionFacts function)
    {
        string subject = function.Address.ToString();
        string path = $"{Root}/{subject}";
        return function with
        {
            LocalCpus = ReadLocalCpus(path, subject),
            Link = new PcieLink(
                ReadSpeed($"{path}/current_link_speed", subject),
                ReadWidth($"{path}/current_link_width", subject),
                ReadSpeed($"{path}/max_link_speed", subject),
                ReadWidth($"{path}/max_link_width", subject)),
            PhysicalFunction = sysfs.Files.ReadLink($"{path}/physfn").Target is { } physical
                ? PciAddress.ParseOrNull(Path.GetFileName(physical)) : null,
        };
    }

    private CpuSet? ReadLocalCpus(string path, string subject)
    {
        if (sysfs.TryParse($"{path}/local_cpulist", subject, CpuSet.TryParseList, out CpuSet list))
        {
            return list;
        }

        return sysfs.TryParse($"{path}/local_cpus", subject, CpuSet.TryParseMask, out CpuSet mask) ? mask : null;
    }

    private double? ReadSpeed(string path, string subject) =>
        sysfs.TryParse(path, subject, SysfsText.TryParseLinkSpeed, out double? speed) ? speed : null;

    private int? ReadWidth(string path, string subject) =>
        sysfs.TryParse(path, subject, SysfsText.TryParseLinkWidth, out int? width) ? width : null;
}
