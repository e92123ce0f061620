namespace NodeAgent.Core.Topology.Rendering.Svg;

/// <summary>Arranges a topology into panels, one per NUMA node, with the switches above devices as nested boxes.</summary>
internal static class PanelBuilder
{
    public static List<NodePanel> Build(NodeTopology topology)
    {
        List<TopologyDevice> devices =
        [
            .. topology.Gpus,
            .. topology.Nics.Where(n => !n.IsVirtualFunction || topology.Pci.Find(n.Pci.PhysicalFunction!.Value) is null),
        ];
        ILookup<int?, TopologyDevice> byNode = devices.ToLookup(d => d.Pci.Numa.Node);
        var nodes = topology.NumaNodes.Where(n => !n.IsMemoryOnly || byNode.Contains(n.Id)).ToList();
        List<int?> ids =
        [
            .. nodes.Select(n => (int?)n.Id),
            .. byNode.Select(g => g.Key).Where(k => k is not null && nodes.TrueForAll(n => n.Id != k)).Order(),
        ];
        if (byNode.Contains(null))
        {
            ids.Add(null);
        }

        // The lower row is turned upside down only when there are links to draw between the rows.
        int firstRow = topology.Gpus.Any(g => !g.NvLinks.IsEmpty) ? (ids.Count + 1) / 2 : ids.Count;
        return [.. ids.Select((id, index) => BuildPanel(topology, id, [.. byNode[id]], gpusBelow: index < firstRow))];
    }

    private static NodePanel BuildPanel(NodeTopology topology, int? id, List<TopologyDevice> devices, bool gpusBelow)
    {
        NumaNode? node = topology.NumaNodes.FirstOrDefault(n => n.Id == id);
        var groups = devices
            .GroupBy(d => d.Pci.Root)
            .Select(root => BuildGroup(topology, root.Key ?? "host bridge not told", "root", [.. root], depth: 0, gpusBelow))
            .OrderBy(g => g.Title, StringComparer.Ordinal)
            .ToList<Block>();
        CpuPackage? package = topology.Packages.FirstOrDefault(p => id is { } number && p.NumaNodes.Contains(number));
        return new NodePanel(
            id is null ? "NUMA node not told" : $"NUMA node {id}" + (package is null ? "" : $"  ·  package {package.Id}"),
            node is null ? "" : $"CPUs {node.Cpus}",
            Describe(topology, node),
            groups,
            gpusBelow);
    }

    private static string Describe(NodeTopology topology, NumaNode? node)
    {
        if (node is null)
        {
            return "";
        }

        string memory = node.MemoryBytes is { } bytes ? DeviceRows.DescribeBytes(bytes) : "memory not told";
        string[] extra = [.. topology.NumaNodes.Where(n => n.IsMemoryOnly && n.CpuNode == node.Id && n.Id != node.Id).Select(n => $"node{n.Id}")];
        return extra.Length == 0 ? memory : $"{memory}  ·  nearest to memory-only {string.Join(", ", extra)}";
    }

    private static Group BuildGroup(
        NodeTopology topology, string title, string style, List<TopologyDevice> devices, int depth, bool gpusBelow)
    {
        var children = new List<Block>();
        foreach (IGrouping<PciAddress?, TopologyDevice> below in devices.GroupBy(d => SwitchAt(topology, d, depth)))
        {
            children.AddRange(below.Key is { } address
                ? [BuildGroup(topology, $"switch {address}", "switch", [.. below], depth + 1, gpusBelow)]
                : below.Select(d => new Card(d)));
        }

        return new Group(title, style, children, gpusBelow);
    }

    // The switch at a depth of nesting: 0 is the outermost.
    private static PciAddress? SwitchAt(NodeTopology topology, TopologyDevice device, int depth)
    {
        foreach (PciAddress ancestor in device.Pci.Ancestors)
        {
            if (topology.Pci.Find(ancestor) is { Kind: PciFunctionKind.SwitchUpstreamPort } && depth-- == 0)
            {
                return ancestor;
            }
        }

        return null;
    }
}
