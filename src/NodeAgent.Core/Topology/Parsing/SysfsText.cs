using System.Collections.Immutable;
using System.Globalization;

namespace NodeAgent.Core.Topology.Parsing;

/// <summary>Parsers of single sysfs attributes. Each takes the whole file and answers false on anything unexpected.</summary>
public static class SysfsText
{
    /// <summary>A hexadecimal number with <c>0x</c>, as in <c>class</c>, <c>vendor</c> and <c>device</c>.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> text, out uint value)
    {
        text = text.Trim();
        value = 0;
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && uint.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryParseInt(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>
    /// <c>current_link_speed</c> and friends: <c>8 GT/s</c>, <c>16.0 GT/s PCIe</c>, <c>2.5GT/s</c>. "Unknown" and an
    /// empty text are well-formed and mean null.
    /// </summary>
    public static bool TryParseLinkSpeed(ReadOnlySpan<char> text, out double? gigatransfers)
    {
        text = text.Trim();
        gigatransfers = null;
        if (text.IsEmpty || text.StartsWith("Unknown", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        int unit = text.IndexOf("GT/s", StringComparison.Ordinal);
        if (unit < 1 || !double.TryParse(
            text[..unit].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value))
        {
            return false;
        }

        gigatransfers = value > 0 ? value : null;
        return true;
    }

    /// <summary>Link width: 0 (virtual machines) and 255 (the kernel's unknown) mean null.</summary>
    public static bool TryParseLinkWidth(ReadOnlySpan<char> text, out int? lanes)
    {
        lanes = null;
        text = text.Trim();
        if (text.IsEmpty)
        {
            return true;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
        {
            return false;
        }

        lanes = value is > 0 and <= 32 ? value : null;
        return true;
    }

    /// <summary>A node's <c>meminfo</c>: the MemTotal line, in bytes; null when there is none.</summary>
    public static long? ParseMemTotal(ReadOnlySpan<char> text)
    {
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            int at = line.IndexOf("MemTotal:", StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            ReadOnlySpan<char> amount = line[(at + "MemTotal:".Length)..].Trim();
            bool kilobytes = amount.EndsWith("kB", StringComparison.Ordinal);
            amount = kilobytes ? amount[..^2].TrimEnd() : amount;
            return long.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
                && value <= long.MaxValue / 1024
                ? value * (kilobytes ? 1024 : 1) : null;
        }

        return null;
    }

    /// <summary>A node's <c>distance</c>: its columns.</summary>
    public static bool TryParseDistances(ReadOnlySpan<char> text, out ImmutableArray<int> columns)
    {
        ImmutableArray<int>.Builder builder = ImmutableArray.CreateBuilder<int>();
        columns = [];
        text = text.Trim();
        foreach (Range part in text.SplitAny(' ', '\t'))
        {
            if (text[part].IsEmpty)
            {
                continue;
            }

            if (!int.TryParse(text[part], NumberStyles.None, CultureInfo.InvariantCulture, out int distance))
            {
                return false;
            }

            builder.Add(distance);
        }

        columns = builder.ToImmutable();
        return true;
    }
}
