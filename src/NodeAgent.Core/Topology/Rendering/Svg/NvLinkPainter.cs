using static NodeAgent.Core.Topology.Rendering.Svg.SvgStyle;

namespace NodeAgent.Core.Topology.Rendering.Svg;

/// <summary>Draws NVLinks in the channel between the rows: a bar for NVSwitches, curves for direct links.</summary>
internal static class NvLinkPainter
{
    private const double BarHeight = 30;

    public static void Paint(
        SvgWriter svg, NodeTopology topology, List<NodePanel> panels, double channelTop, double channel, double width)
    {
        Dictionary<string, Card> cards = panels.SelectMany(p => p.Cards).Where(c => c.Device is Gpu).ToDictionary(c => c.Device.Name);
        double middle = channelTop + (channel / 2);
        if (topology.Gpus.Any(g => g.NvLinks.Any(l => l.Remote == NvLinkRemote.Switch)))
        {
            PaintSwitched(svg, cards.Values, middle, width);
        }

        PaintDirect(svg, topology, cards, middle);
    }

    private static void PaintSwitched(SvgWriter svg, IEnumerable<Card> cards, double middle, double width)
    {
        foreach (Card card in cards)
        {
            var gpu = (Gpu)card.Device;
            int up = gpu.NvLinks.Count(l => l is { Remote: NvLinkRemote.Switch, Active: true });
            int all = gpu.NvLinks.Count(l => l.Remote is NvLinkRemote.Switch or NvLinkRemote.Unknown);
            if (all == 0)
            {
                continue;
            }

            bool above = card.Y < middle;
            double x = card.X + (card.Width / 2);
            double from = above ? card.Y + card.Height : card.Y;
            double to = above ? middle - (BarHeight / 2) : middle + (BarHeight / 2);
            svg.Line(x, from, x, to, up == 0 ? "nvdown" : "nvlink");
            svg.Text(x + 7, above ? to - 6 : to + 14, up < all ? "bad" : "count", up < all ? $"{up} of {all}" : $"{up}");
        }

        svg.Box(Margin, middle - (BarHeight / 2), width - (2 * Margin), BarHeight, "fabric");
        svg.Text(width / 2, middle + 5, "fabrictext", "NVSwitch");
    }

    private static void PaintDirect(SvgWriter svg, NodeTopology topology, Dictionary<string, Card> cards, double middle)
    {
        foreach (Relation relation in topology.Relations.Where(r => r.NvLinks > 0))
        {
            Card a = cards[relation.A], b = cards[relation.B];
            int direct = ((Gpu)a.Device).NvLinks.Count(l => l is { Active: true, Remote: NvLinkRemote.Gpu } && l.RemoteAddress == b.Device.Pci.Address);
            if (direct == 0)
            {
                continue;
            }

            (double ax, double ay) = Anchor(a, middle);
            (double bx, double by) = Anchor(b, middle);
            svg.Curve(ax, ay, bx, by, middle, "mesh", 1 + direct);
            svg.Text((ax + bx) / 2, middle - 4, "count", $"NV{direct}");
        }
    }

    private static (double X, double Y) Anchor(Card card, double middle) =>
        (card.X + (card.Width / 2), card.Y < middle ? card.Y + card.Height : card.Y);
}
