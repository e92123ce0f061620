using System.Globalization;
using System.Xml.Linq;
using NodeAgent.Core.Topology.Graph;

namespace NodeAgent.Core.Topology.Nccl;

/// <summary>
/// Writes a topology as NCCL would dump it: CPUs, switches by their upstream ports, GPUs and NICs. Host bridges, root
/// ports and downstream ports have no element there.
/// </summary>
public static class NcclTopologyWriter
{
    private const int MaskWords = 4;

    public static string Write(NodeTopology topology)
    {
        var system = new XElement("system", new XAttribute("version", "1"));
        var devices = topology.Gpus.Concat<TopologyDevice>(topology.Nics.Where(n => !n.IsVirtualFunction)).ToList();
        foreach (IGrouping<int, TopologyDevice> node in devices.GroupBy(d => CpuNodeOf(topology, d)).OrderBy(g => g.Key))
        {
            system.Add(CpuElement(topology, node.Key, [.. node.OrderBy(d => d.Pci.Address)]));
        }

        // NCCL has a parser of its own; keep to the form that it prints itself.
        return system.ToString().Replace(" />", "/>", StringComparison.Ordinal) + "\n";
    }

    // -1 is NCCL's own word for a node that nobody knows.
    private static int CpuNodeOf(NodeTopology topology, TopologyDevice device) =>
        device.Pci.Numa.Node is not { } node ? -1
        : topology.NumaNodes.FirstOrDefault(n => n.Id == node)?.CpuNode ?? node;

    private static XElement CpuElement(NodeTopology topology, int node, IReadOnlyList<TopologyDevice> devices)
    {
        var cpu = new XElement("cpu", new XAttribute("numaid", node));
        CpuSet cpus = topology.NumaNodes.FirstOrDefault(n => n.Id == node)?.Cpus
            ?? topology.NumaNodes.Aggregate(CpuSet.Empty, (all, n) => all.Union(n.Cpus));
        if (!cpus.IsEmpty)
        {
            cpu.Add(new XAttribute("affinity", cpus.ToMask(MaskWords)));
        }

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
            GetOrAdd(tree, parent, elements, gpu.Pci.Address, gpu.Pci).Add(GpuElement(gpu));
            return;
        }

        // As NCCL does: all functions of a card go under function 0.
        PciAddress card = device.Pci.Address with { Function = 0 };
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
            function.ClassCode == 0 ? null : new XAttribute("class", $"0x{function.ClassCode:x6}"),
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
        var element = new XElement("gpu", new XAttribute("dev", gpu.DriverIndex?.ToString() ?? gpu.Name[3..]));
        if (gpu.ComputeCapability is { } capability)
        {
            element.Add(new XAttribute("sm", capability.Replace(".", "", StringComparison.Ordinal)));
        }

        foreach (IGrouping<(NvLinkRemote, PciAddress?), NvLink> links in gpu.NvLinks
            .Where(l => l.Active == true && l.Remote != NvLinkRemote.Unknown).GroupBy(l => (l.Remote, l.RemoteAddress)))
        {
            (NvLinkRemote remote, PciAddress? target) = links.Key;
            element.Add(new XElement(
                "nvlink",
                new XAttribute("target", target?.ToString() ?? "fffffff:ff:ff.0"),
                new XAttribute("count", links.Count()),
                new XAttribute("tclass", remote switch
                {
                    NvLinkRemote.Switch => "0x068000",
                    NvLinkRemote.Cpu => "0x068001",
                    _ => "0x030200",
                })));
        }

        if (gpu.C2c is { Enabled: true } c2c)
        {
            element.Add(new XElement("c2c", new XAttribute("bw", c2c.SpeedMBps ?? 0), new XAttribute("count", c2c.Links ?? 0)));
        }

        return element;
    }

    private static XElement? NetElement(Nic nic)
    {
        if ((nic.RdmaDevice ?? nic.NetDevice) is not { } name)
        {
            return null;
        }

        NicPort? port = nic.Ports.IsEmpty ? null : nic.Ports[0];
        var element = new XElement("net", new XAttribute("name", name), new XAttribute("dev", nic.Name[3..]));
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
