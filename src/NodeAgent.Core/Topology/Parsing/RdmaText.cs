using System.Globalization;

namespace NodeAgent.Core.Topology.Parsing;

/// <summary>Parsers of <c>/sys/class/infiniband</c> port attributes.</summary>
public static class RdmaText
{
    /// <summary><c>4: ACTIVE</c> and <c>5: LinkUp</c>: the word.</summary>
    public static bool TryParseState(ReadOnlySpan<char> text, out string state)
    {
        text = text.Trim();
        int colon = text.IndexOf(':');
        state = colon > 0 ? text[(colon + 1)..].Trim().ToString() : "";
        return state.Length > 0 && int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    /// <summary><c>400 Gb/sec (4X NDR)</c>: Gb/s.</summary>
    public static bool TryParseRate(ReadOnlySpan<char> text, out double gigabits)
    {
        text = text.Trim();
        int unit = text.IndexOf("Gb/sec", StringComparison.Ordinal);
        gigabits = 0;
        return unit > 0 && double.TryParse(
            text[..unit].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out gigabits);
    }
}
