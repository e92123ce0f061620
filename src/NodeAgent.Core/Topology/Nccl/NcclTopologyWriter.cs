using System.Globalization;
using System.Xml.Linq;
using NodeAgent.Core.Topology.Graph;

namespace NodeAgent.Core.Topology.Nccl;

/// <summary>
/// Writes a topology as NCCL would dump it: CPUs, switches by their upstream ports, GPUs and NICs. Host bridges, root
/// ports and downstream ports have no element there. What NCCL would fill in by itself and we do not know is left out
/// rather than guessed; what it cannot do without is refused here, because every rank would die of it there.
/// </summary>
public static class NcclTopologyWriter
{
    private const int MaskWords = 4;
    private const uint ClassEthernet = 0x020000;

    /// <summary>NCCL's parser holds values of 253 characters, which are 28 words of a mask.</summary>
    private const int MaxMaskCharacters = (28 * 9) - 1;

    /// <summary>NCCL keeps 256 nodes of a type and needs one of them itself (src/graph/topo.h).</summary>
    private const int MaxElements = 255;

    /// <exception cref="BadInputException">The machine cannot be told in a form that NCCL accepts.</exception>
    public static string Write(NodeTopology topology)
    {
        var system = new XElement("system", new XAttribute("version", "1"));
        var devices = topology.Gpus.Concat<TopologyDevice>(topology.Nics.Where(n => !n.IsVirtualFunction)).ToList();
        if (devices.Count > 0 && !IsComplete(topology.Cpu))
        {
            throw new BadInputException("proc/cpuinfo", "does not tell the processor's vendor, family and model, without which NCCL refuses a topology file");
        }

        foreach (IGrouping<int, TopologyDevice> node in devices.GroupBy(d => CpuNodeOf(topology, d)).OrderBy(g => g.Key))
        {
            system.Add(CpuElement(topology, node.Key, [.. node.OrderBy(d => d.Pci.Address)]));
        }

        int elements = system.DescendantsAndSelf().Count();
        if (elements > MaxElements)
        {
            throw new BadInputException("--format nccl", $"needs {elements} elements, but NCCL reads {MaxElements} at most");
        }

        // NCCL has a parser of its own; keep to the form that it prints itself.
        return system.ToString().Replace(" />", "/>", StringComparison.Ordinal) + "\n";
    }

    private static bool IsComplete(CpuIdentity? cpu) => cpu switch
    {
        null => false,
        { Architecture: "x86_64" } => cpu is { Vendor: not null, Family: not null, Model: not null },
        _ => true,
    };

    // -1 is NCCL's own word for a node that nobody knows.
    private static int CpuNodeOf(NodeTopology topology, TopologyDevice device) =>
        device.Pci.Numa.Node is not { } node ? -1
        : topology.NumaNodes.FirstOrDefault(n => n.Id == node)?.CpuNode ?? node;

    private static XElement CpuElement(NodeTopology topology, int node, IReadOnlyList<TopologyDevice> devices)
    {
        var cpu = new XElement("cpu", new XAttribute("numaid", node));
        CpuSet cpus = topology.NumaNodes.FirstOrDefault(n => n.Id == node)?.Cpus
            ?? topology.NumaNodes.Aggregate(CpuSet.Empty, (all, n) => all.Union(n.Cpus));
        string mask = cpus.IsEmpty ? "" : cpus.ToMask(MaskWords);
        cpu.Add(new XAttribute("affinity", mask.Length <= MaxMaskCharacters ? mask : ""));

        if (topology.Cpu is { } identity)
        {
            cpu.Add(new XAttribute("arch", identity.Architecture));
            cpu.Add(identity.Vendor is { } vendor ? new XAttribute("vendor", vendor) : null);
            cpu.Add(identity.Family is { } family ? new XAttribute("familyid", family) : null);
            cpu.Add(identity.Model is { } model ? new XAttribute("modelid", model) : null);
        }

        var elements = new Dictionary<PciAddress, XElement>();
        foreach (TopologyDevice device in devices)
        {
            AddDevice(topology.Pci, cpu, elements, device);
        }

        return cpu;
    }

    private static void AddDevice(PciTree tree, XElement cpu, Dictionary<PciAddress, XElement> elements, TopologyDevice device)
    {
        XElement parent = cpu;
        foreach (PciAddress ancestor in device.Pci.Ancestors)
        {
            if (tree.Find(ancestor) is { Kind: PciFunctionKind.SwitchUpstreamPort } upstream)
            {
                parent = GetOrAdd(tree, parent, elements, upstream.Address, upstream);
            }
        }

        if (device is Gpu gpu)
        {
            XElement function = GetOrAdd(tree, parent, elements, gpu.Pci.Address, gpu.Pci);
            // Only a display controller may hold a gpu element; NCCL has no use for other accelerators.
            function.Add(gpu.Pci.ClassCode is 0 or (>= 0x030000 and <= 0x03ffff) ? GpuElement(gpu) : null);
            return;
        }

        // As NCCL's RDMA transport does: all functions of a card go under function 0.
        PciAddress card = device is Nic { RdmaDevice: not null } ? device.Pci.Address with { Function = 0 } : device.Pci.Address;
        XElement element = GetOrAdd(tree, parent, elements, card, device.Pci);
        if (NetElement((Nic)device) is { } net)
        {
            XElement nic = element.Element("nic") ?? new XElement("nic");
            nic.Add(net);
            if (nic.Parent is null)
            {
                element.Add(nic);
            }
        }
    }

    private static XElement GetOrAdd(
        PciTree tree, XElement parent, Dictionary<PciAddress, XElement> elements, PciAddress address, PciFunction function)
    {
        if (!elements.TryGetValue(address, out XElement? element))
        {
            element = PciElement(tree, address, function);
            elements.Add(address, element);
            parent.Add(element);
        }

        return element;
    }

    private static XElement PciElement(PciTree tree, PciAddress address, PciFunction function)
    {
        // The slower end of the cable counts. An upstream port above is no end of it: its link is the one to the root.
        PcieLink port = function.Parent is { } above
            && tree.Find(above) is { Kind: PciFunctionKind.RootPort or PciFunctionKind.SwitchDownstreamPort } end ? end.Link : default;
        double? speed = Least(function.Link.MaxSpeedGts, port.MaxSpeedGts);
        double? width = Least(function.Link.MaxWidth, port.MaxWidth);
        return new XElement(
            "pci",
            new XAttribute("busid", address.ToString()),
            new XAttribute("class", $"0x{(function.ClassCode == 0 ? ClassEthernet : function.ClassCode):x6}"),
            new XAttribute("vendor", $"0x{function.VendorId:x4}"),
            new XAttribute("device", $"0x{function.DeviceId:x4}"),
            new XAttribute("subsystem_vendor", $"0x{function.SubsystemVendorId:x4}"),
            new XAttribute("subsystem_device", $"0x{function.SubsystemDeviceId:x4}"),
            new XAttribute("link_speed", speed is { } gts ? $"{gts.ToString("0.0", CultureInfo.InvariantCulture)} GT/s PCIe" : ""),
            new XAttribute("link_width", width ?? 0));
    }

    private static double? Least(double? a, double? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);

    private static XElement GpuElement(Gpu gpu)
    {
        var element = new XElement("gpu");
        element.Add(gpu.DriverIndex is { } index ? new XAttribute("dev", index) : null);
        if (gpu.ComputeCapability is { } capability)
        {
            element.Add(new XAttribute("sm", capability.Replace(".", "", StringComparison.Ordinal)));
        }

        // One nvlink element stops NCCL from looking for itself, so it is all of them or none.
        if (gpu.NvLinks.All(IsTold))
        {
            element.Add(gpu.NvLinks.Where(l => l.Active == true).GroupBy(l => (l.Remote, l.RemoteAddress)).Select(links => new XElement(
                "nvlink",
                new XAttribute("target", links.Key.RemoteAddress?.ToString() ?? "fffffff:ff:ff.0"),
                new XAttribute("count", links.Count()),
                new XAttribute("tclass", ClassOf(links.Key.Remote)))));
        }

        if (gpu.C2c is { Enabled: true, SpeedMBps: > 0, Links: > 0 } c2c)
        {
            element.Add(new XElement("c2c", new XAttribute("bw", c2c.SpeedMBps), new XAttribute("count", c2c.Links)));
        }

        return element;
    }

    private static bool IsTold(NvLink link) => link.Active switch
    {
        null => false,
        false => true,
        true => link.Remote is NvLinkRemote.Switch or NvLinkRemote.Cpu || (link.Remote == NvLinkRemote.Gpu && link.RemoteAddress is not null),
    };

    private static string ClassOf(NvLinkRemote remote) => remote switch
    {
        NvLinkRemote.Switch => "0x068000",
        NvLinkRemote.Cpu => "0x068001",
        _ => "0x030200",
    };

    private static XElement? NetElement(Nic nic)
    {
        if ((nic.RdmaDevice ?? nic.NetDevice) is not { } name)
        {
            return null;
        }

        NicPort? port = nic.Ports.IsEmpty ? null : nic.Ports[0];
        var element = new XElement("net", new XAttribute("name", name));
        if (port is { RateGbps: { } rate })
        {
            element.Add(new XAttribute("speed", (int)(rate * 1000)), new XAttribute("port", port.Number));
        }

        if (nic.RdmaDevice is null)
        {
            element.Add(new XAttribute("guid", $"0x{nic.Name[3..]}"));
        }

        return element;
    }
}
