using static NodeAgent.Core.Topology.Rendering.Svg.SvgStyle;

namespace NodeAgent.Core.Topology.Rendering.Svg;

/// <summary>Draws a topology: NUMA nodes in two rows, NVLinks in the channel between them, faults in red.</summary>
public static class TopologySvg
{
    private const int MaxFindings = 12;

    public static string Render(NodeTopology topology)
    {
        List<NodePanel> panels = PanelBuilder.Build(topology);
        int firstRow = (panels.Count + 1) / 2;
        List<NodePanel> upper = panels[..firstRow], lower = panels[firstRow..];
        bool linked = topology.Gpus.Any(g => !g.NvLinks.IsEmpty);
        double channel = linked ? Channel : 3 * Gap;

        var findings = topology.Findings.Where(f => f.Severity >= FindingSeverity.Warning).Take(MaxFindings + 1).ToList();
        double header = Margin + 46;
        double channelTop = PlaceRow(upper, header);
        double bottom = PlaceRow(lower, lower.Count > 0 || linked ? channelTop + channel : channelTop);
        double width = Math.Max(Math.Max(RowWidth(upper), RowWidth(lower)) + (2 * Margin), 720);
        double height = bottom + Gap + 24 + (findings.Count > 0 ? 26 + (16 * findings.Count) : 0) + Margin;

        var svg = new SvgWriter();
        svg.Text(Margin, Margin + 12, "h1", Summary(topology));
        svg.Text(Margin, Margin + 30, "small", DriverLine(topology));
        foreach (NodePanel panel in panels)
        {
            PanelPainter.Paint(svg, panel, topology);
        }

        if (linked)
        {
            NvLinkPainter.Paint(svg, topology, panels, channelTop, channel, width);
        }

        PaintFindings(svg, findings, topology.Findings.Length, bottom + Gap + 24);
        return svg.ToDocument(width, height, Summary(topology), Sheet);
    }

    private static double PlaceRow(List<NodePanel> panels, double top)
    {
        if (panels.Count == 0)
        {
            return top;
        }

        double height = panels.Max(p => p.Height);
        double left = Margin;
        foreach (NodePanel panel in panels)
        {
            panel.Stretch(height);
            panel.Place(left, top);
            left += panel.Width + (2 * Gap);
        }

        return top + height;
    }

    private static double RowWidth(List<NodePanel> panels) => panels.Sum(p => p.Width) + (2 * Gap * Math.Max(0, panels.Count - 1));

    private static string Summary(NodeTopology topology)
    {
        string[] models = [.. topology.Gpus.GroupBy(g => g.Model).Select(g => $"{g.Count()} × {g.Key}")];
        string gpus = models.Length == 0 ? "no GPUs" : string.Join(", ", models);
        int nics = topology.Nics.Count(n => !n.IsVirtualFunction);
        return $"{gpus}  ·  {nics} NIC{(nics == 1 ? "" : "s")}  ·  {topology.NumaNodes.Length} NUMA node{(topology.NumaNodes.Length == 1 ? "" : "s")}";
    }

    private static string DriverLine(NodeTopology topology) => topology.Driver.DriverVersion is { } driver
        ? $"NVIDIA driver {driver}, CUDA {topology.Driver.CudaVersion ?? "not told"}"
        : $"NVML: {topology.Driver.Status}";

    private static void PaintFindings(SvgWriter svg, List<Finding> findings, int total, double y)
    {
        if (findings.Count == 0)
        {
            return;
        }

        svg.Text(Margin, y, "h2", "Findings");
        foreach (Finding finding in findings.Take(MaxFindings))
        {
            y += 16;
            string style = finding.Severity == FindingSeverity.Error ? "bad" : "warn";
            svg.Text(Margin, y, style, SvgWriter.Fit($"{finding.Subject}  {finding.Id}: {finding.Message}", 180));
        }

        if (findings.Count > MaxFindings)
        {
            svg.Text(Margin, y + 16, "small", $"and more: {total} findings in all");
        }
    }
}
