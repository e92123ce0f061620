using System.Collections.Immutable;
using System.Text;

namespace NodeAgent.Core.Topology.Rendering;

/// <summary>The matrix that people know from <c>nvidia-smi topo -m</c>, for any vendor, and the devices under it.</summary>
public sealed class TopologyTable(bool colour)
{
    private readonly Ansi _ansi = new(colour);

    public string Render(NodeTopology topology)
    {
        var text = new StringBuilder();
        ImmutableArray<Nic> nics = [.. topology.Nics.Where(n => !n.IsVirtualFunction || IsAlone(n, topology))];
        TopologyDevice[] devices = [.. topology.Gpus, .. nics];
        if (devices.Length == 0)
        {
            text.AppendLine("No GPUs or NICs found.").AppendLine();
        }
        else
        {
            AppendMatrix(text, topology, devices);
            AppendLegend(text, topology);
            AppendDevices(text, topology, nics);
        }

        AppendNodes(text, topology);
        AppendFindings(text, topology);
        return text.ToString();
    }

    // In a virtual machine or container the virtual function is all there is; beside its physical function it is noise.
    private static bool IsAlone(Nic nic, NodeTopology topology) =>
        nic.Pci.PhysicalFunction is { } physical && topology.Pci.Find(physical) is null;

    private void AppendMatrix(StringBuilder text, NodeTopology topology, TopologyDevice[] devices)
    {
        Dictionary<(string, string), Relation> relations = topology.Relations.ToDictionary(r => (r.A, r.B));
        var rows = new List<TextGrid.Cell[]>
        {
            (TextGrid.Cell[])[default, .. devices.Select(d => new TextGrid.Cell(d.Name, AnsiStyle.Bold)),
                new("CPU Affinity", AnsiStyle.Bold), new("NUMA Affinity", AnsiStyle.Bold), new("GPU NUMA ID", AnsiStyle.Bold)],
        };
        foreach (TopologyDevice device in devices)
        {
            rows.Add([
                new TextGrid.Cell(device.Name, AnsiStyle.Bold),
                .. devices.Select(other => CellFor(relations, device, other)),
                .. AffinityCells(device),
            ]);
        }

        TextGrid.Append(text, rows, _ansi);
        text.AppendLine();
    }

    private static TextGrid.Cell CellFor(
        Dictionary<(string, string), Relation> relations, TopologyDevice device, TopologyDevice other)
    {
        if (ReferenceEquals(device, other))
        {
            return new TextGrid.Cell(" X", AnsiStyle.Dim);
        }

        Relation relation = relations.TryGetValue((device.Name, other.Name), out Relation? found)
            ? found : relations[(other.Name, device.Name)];
        return new TextGrid.Cell(relation.Label, StyleOf(relation.Class));
    }

    private static AnsiStyle StyleOf(RelationClass relation) => relation switch
    {
        RelationClass.NvLink => AnsiStyle.BrightGreen,
        RelationClass.Pix => AnsiStyle.Green,
        RelationClass.Pxb => AnsiStyle.Cyan,
        RelationClass.Phb => AnsiStyle.Blue,
        RelationClass.Node => AnsiStyle.Yellow,
        _ => AnsiStyle.Dim,
    };

    // nvidia-smi leaves the affinity of NIC rows empty; it is as useful there.
    private static TextGrid.Cell[] AffinityCells(TopologyDevice device) =>
    [
        new(device.CpuAffinity.IsEmpty ? "N/A" : device.CpuAffinity.ToString()),
        new(NumaText(device)),
        new(device is Gpu gpu ? gpu.MemoryNumaNode?.ToString() ?? "N/A" : ""),
    ];

    private static string NumaText(TopologyDevice device) => device.Pci.Numa switch
    {
        { Node: null } => "N/A",
        { Source: NumaSource.Inferred } numa => $"{numa.Node}*",
        var numa => $"{numa.Node}",
    };

    private void AppendLegend(StringBuilder text, NodeTopology topology)
    {
        text.AppendLine(_ansi.Paint("Legend:", AnsiStyle.Bold)).AppendLine();
        foreach ((string label, AnsiStyle style, string meaning) in (ReadOnlySpan<(string, AnsiStyle, string)>)
            [
                ("X   ", AnsiStyle.Dim, "self"),
                ("NV# ", AnsiStyle.BrightGreen, "# bonded NVLinks"),
                ("PIX ", AnsiStyle.Green, "one PCIe bridge at most (the same switch)"),
                ("PXB ", AnsiStyle.Cyan, "several PCIe bridges, without the host bridge"),
                ("PHB ", AnsiStyle.Blue, "a PCIe host bridge (the CPU)"),
                ("NODE", AnsiStyle.Yellow, "host bridges of one NUMA node"),
                ("SYS ", AnsiStyle.Dim, "the interconnect between NUMA nodes, or the node is not known"),
            ])
        {
            text.Append("  ").Append(_ansi.Paint(label, style)).Append(" = ").AppendLine(meaning);
        }

        bool inferred = topology.Gpus.Concat<TopologyDevice>(topology.Nics).Any(d => d.Pci.Numa.Source == NumaSource.Inferred);
        text.Append(inferred ? "  *    = NUMA node inferred from the device's local CPUs\n" : "").AppendLine();
    }

    private void AppendDevices(StringBuilder text, NodeTopology topology, ImmutableArray<Nic> nics)
    {
        var rows = new List<TextGrid.Cell[]>();
        rows.AddRange(topology.Gpus.Select(gpu => DeviceRows.ForGpu(gpu)));
        rows.AddRange(nics.Select(nic => DeviceRows.ForNic(nic)));
        text.AppendLine(_ansi.Paint("Devices:", AnsiStyle.Bold)).AppendLine();
        TextGrid.Append(text, rows, _ansi, indent: "  ");
        int hidden = topology.Nics.Length - nics.Length;
        text.Append(hidden > 0 ? $"  ({hidden} SR-IOV virtual functions are in --format json)\n" : "").AppendLine();
    }

    private void AppendNodes(StringBuilder text, NodeTopology topology)
    {
        if (topology.NumaNodes.IsEmpty)
        {
            return;
        }

        text.AppendLine(_ansi.Paint("NUMA nodes:", AnsiStyle.Bold)).AppendLine();
        var rows = topology.NumaNodes.Select(DeviceRows.ForNode).ToList();
        TextGrid.Append(text, rows, _ansi, indent: "  ");
        text.AppendLine();
    }

    private void AppendFindings(StringBuilder text, NodeTopology topology)
    {
        if (topology.Findings.IsEmpty)
        {
            return;
        }

        text.AppendLine(_ansi.Paint("Findings:", AnsiStyle.Bold)).AppendLine();
        TextGrid.Append(text, [.. topology.Findings.Select(DeviceRows.ForFinding)], _ansi, indent: "  ");
    }
}
