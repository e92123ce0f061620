namespace NodeAgent.Core.Topology.Rendering;

/// <summary>A text style on a terminal; the value is the SGR parameter.</summary>
public enum AnsiStyle
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Blue = 34,
    Cyan = 36,
    BrightGreen = 92,
}

/// <summary>Colours text, or leaves it alone where nobody would see the colour.</summary>
public readonly struct Ansi(bool enabled)
{
    public string Paint(string text, AnsiStyle style) =>
        enabled && style != AnsiStyle.None && text.Length > 0 ? $"\e[{(int)style}m{text}\e[0m" : text;
}
