using static NodeAgent.Core.Topology.Rendering.Svg.SvgStyle;

namespace NodeAgent.Core.Topology.Rendering.Svg;

/// <summary>A NUMA node (or "node unknown") and the PCI hierarchies on it.</summary>
internal sealed class NodePanel : Block
{
    private readonly List<Block> _groups;
    private readonly bool _headerAbove;

    public NodePanel(string title, string detail, string memory, IReadOnlyList<Block> groups, bool gpusBelow)
    {
        Title = title;
        Detail = detail;
        Memory = memory;
        _groups = [.. groups];
        _headerAbove = gpusBelow;
        Width = Math.Max(_groups.Sum(g => g.Width) + (Gap * (_groups.Count + 1)), 260);
        Height = NodeHeader + (_groups.Count == 0 ? 0 : _groups.Max(g => g.Height) + Gap);
    }

    public string Title { get; }

    public string Detail { get; }

    public string Memory { get; }

    /// <summary>Where the first line of the header stands.</summary>
    public double HeaderY => _headerAbove ? Y + 22 : Y + Height - NodeHeader + 20;

    public IEnumerable<Block> Groups => _groups;

    public IEnumerable<Card> Cards => _groups.SelectMany(CardsOf);

    public void Stretch(double height) => Height = Math.Max(Height, height);

    public override void Place(double x, double y)
    {
        base.Place(x, y);
        double left = x + Gap;
        foreach (Block group in _groups)
        {
            group.Place(left, _headerAbove ? y + Height - Gap - group.Height : y + Gap);
            left += group.Width + Gap;
        }
    }

    private static IEnumerable<Card> CardsOf(Block block) => block switch
    {
        Card card => [card],
        Group group => group.Children.SelectMany(CardsOf),
        _ => [],
    };
}
