using static NodeAgent.Core.Topology.Rendering.Svg.SvgStyle;

namespace NodeAgent.Core.Topology.Rendering.Svg;

/// <summary>
/// A box of the drawing: a root bus or a switch with devices and inner switches, or a device by itself. Blocks measure
/// themselves first and are placed then.
/// </summary>
internal abstract class Block
{
    public double Width { get; protected set; }

    public double Height { get; protected set; }

    public double X { get; private set; }

    public double Y { get; private set; }

    public virtual void Place(double x, double y) => (X, Y) = (x, y);
}

/// <summary>A GPU or NIC.</summary>
internal sealed class Card : Block
{
    public Card(TopologyDevice device)
    {
        Device = device;
        Width = CardWidth;
        Height = CardHeight;
    }

    public TopologyDevice Device { get; }
}

/// <summary>A root bus or a switch.</summary>
internal sealed class Group : Block
{
    private readonly List<List<Block>> _rows;
    private readonly bool _titleAbove;

    /// <param name="title">What stands on its upper edge.</param>
    /// <param name="style">Style class of the box.</param>
    /// <param name="children">What it holds.</param>
    /// <param name="gpusBelow">
    /// GPUs go to the lower edge, where their NVLinks leave, and the title to the upper one; else the other way round, so
    /// that no link is drawn across a title.
    /// </param>
    public Group(string title, string style, IReadOnlyList<Block> children, bool gpusBelow)
    {
        Title = title;
        Style = style;
        _titleAbove = gpusBelow;
        List<Block> nics = [.. children.Where(c => c is Card { Device: Nic })];
        List<Block> gpus = [.. children.Where(c => c is Card { Device: Gpu })];
        List<Block> groups = [.. children.Where(c => c is Group)];
        int perRow = Math.Max(1, Math.Max(gpus.Count, groups.Count));
        List<List<Block>> nicRows = [.. nics.Chunk(perRow).Select(chunk => chunk.ToList())];
        List<List<Block>> deviceRows = gpus.Count == 0 ? [] : [gpus];
        List<List<Block>> groupRows = groups.Count == 0 ? [] : [groups];
        _rows = gpusBelow ? [.. nicRows, .. groupRows, .. deviceRows] : [.. deviceRows, .. groupRows, .. nicRows];

        Width = Math.Max(_rows.Max(RowWidth), CardWidth) + (2 * Gap);
        Height = TitleHeight + _rows.Sum(RowHeight) + (Gap * _rows.Count) + 4;
    }

    public string Title { get; }

    public string Style { get; }

    public double TitleY => _titleAbove ? Y + 15 : Y + Height - 8;

    public IEnumerable<Block> Children => _rows.SelectMany(row => row);

    public override void Place(double x, double y)
    {
        base.Place(x, y);
        double top = y + (_titleAbove ? TitleHeight + 4 : Gap);
        foreach (List<Block> row in _rows)
        {
            double left = x + Gap + ((Width - (2 * Gap) - RowWidth(row)) / 2);
            foreach (Block block in row)
            {
                block.Place(left, top);
                left += block.Width + Gap;
            }

            top += RowHeight(row) + Gap;
        }
    }

    private static double RowWidth(List<Block> row) => row.Sum(b => b.Width) + (Gap * (row.Count - 1));

    private static double RowHeight(List<Block> row) => row.Max(b => b.Height);
}
