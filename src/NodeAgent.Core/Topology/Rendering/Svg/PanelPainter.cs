using static NodeAgent.Core.Topology.Rendering.Svg.SvgStyle;

namespace NodeAgent.Core.Topology.Rendering.Svg;

/// <summary>Paints a panel, its boxes and its cards.</summary>
internal static class PanelPainter
{
    private const double PipSize = 5;
    private const int PipsPerRow = 18;

    public static void Paint(SvgWriter svg, NodePanel panel, NodeTopology topology)
    {
        svg.Box(panel.X, panel.Y, panel.Width, panel.Height, "node", radius: 12);
        svg.Text(panel.X + 14, panel.HeaderY, "h2", panel.Title);
        svg.Text(panel.X + 14, panel.HeaderY + 16, "small", SvgWriter.Fit(panel.Detail, (int)(panel.Width / 6)));
        svg.Text(panel.X + 14, panel.HeaderY + 30, "small", panel.Memory);
        HashSet<string> faults = [.. topology.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Subject)];
        foreach (Block block in panel.Groups)
        {
            PaintBlock(svg, block, faults);
        }
    }

    private static void PaintBlock(SvgWriter svg, Block block, HashSet<string> faults)
    {
        if (block is Card card)
        {
            PaintCard(svg, card, faults.Contains(card.Device.Pci.Address.ToString()));
            return;
        }

        var group = (Group)block;
        svg.Box(group.X, group.Y, group.Width, group.Height, group.Style);
        svg.Text(group.X + 8, group.TitleY, "mono", group.Title);
        foreach (Block child in group.Children)
        {
            PaintBlock(svg, child, faults);
        }
    }

    private static void PaintCard(SvgWriter svg, Card card, bool faulty)
    {
        TopologyDevice device = card.Device;
        bool bad = faulty || device is Gpu { IsLost: true } || (device is Gpu linked && DeviceRows.LinksDown(linked));
        string style = bad ? "fault" : device is Gpu ? "gpu" : device is Nic { IsVirtualFunction: true } ? "vf" : "nic";
        string model = device is Gpu gpu ? gpu.Model : NicName((Nic)device);
        svg.OpenGroup($"{device.Name} {device.Pci.Address} {model}, {DeviceRows.DescribeLink(device.Pci.Link)}, CPUs {device.CpuAffinity}");
        svg.Box(card.X, card.Y, card.Width, card.Height, style, radius: 6);
        svg.Text(card.X + 8, card.Y + 16, "name", device.Name);
        svg.Text(card.X + 56, card.Y + 16, "mono", device.Pci.Address.ToString());
        svg.Text(card.X + 8, card.Y + 31, "body", SvgWriter.Fit(model, CardCharacters));
        svg.Text(card.X + 8, card.Y + 45, IsDegraded(device.Pci.Link) ? "small warn" : "small", LinkText(device.Pci.Link));
        if (device is Gpu { IsLost: true })
        {
            svg.Text(card.X + 8, card.Y + 62, "bad", "lost");
        }
        else if (device is Gpu { NvLinks.IsEmpty: false } withLinks)
        {
            PaintPips(svg, withLinks, card.X + 8, card.Y + 53);
        }
        else if (device is Nic { Ports.IsEmpty: false } nic)
        {
            NicPort port = nic.Ports[0];
            svg.Text(card.X + 8, card.Y + 60, IsUp(port) ? "small" : "small warn", SvgWriter.Fit(DeviceRows.DescribePort(port), 27));
        }

        svg.CloseGroup();
    }

    private static string NicName(Nic nic) =>
        nic is { RdmaDevice: null, NetDevice: null }
            ? $"{nic.Vendor} {nic.Pci.VendorId:x4}:{nic.Pci.DeviceId:x4}"
            : string.Join(" ", ((string?[])[nic.RdmaDevice, .. nic.NetDevices]).Where(n => n is not null));

    // One pip per NVLink: a dead link is seen at a glance, and which one.
    private static void PaintPips(SvgWriter svg, Gpu gpu, double x, double y)
    {
        foreach (NvLink link in gpu.NvLinks)
        {
            int column = link.Index % PipsPerRow, row = link.Index / PipsPerRow;
            string style = link.Active switch { true => "pip", false => "pipdown", null => "pipunknown" };
            svg.Dot(x + (column * 8), y + (row * 8), PipSize, style);
        }

        if (gpu.NvLinks.Length <= PipsPerRow)
        {
            svg.Text(x, y + 17, "small", DeviceRows.DescribeNvLinks(gpu));
        }
    }

    private static bool IsUp(NicPort port) => port.State is "ACTIVE" or "UP";

    private static bool IsDegraded(PcieLink link) => link.Width < link.MaxWidth;

    private static string LinkText(PcieLink link) => SvgWriter.Fit(DeviceRows.DescribeLink(link), 27);
}
