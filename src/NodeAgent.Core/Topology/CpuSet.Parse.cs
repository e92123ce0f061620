using System.Globalization;

namespace NodeAgent.Core.Topology;

public sealed partial class CpuSet
{
    /// <summary>Parses the list form. An empty text is the empty set.</summary>
    public static bool TryParseList(ReadOnlySpan<char> text, out CpuSet set)
    {
        set = Empty;
        text = text.Trim();
        if (text.IsEmpty)
        {
            return true;
        }

        var words = new List<ulong>(4);
        foreach (Range part in text.Split(','))
        {
            if (!TryParseRange(text[part], out int first, out int last))
            {
                return false;
            }

            Add(words, first, last);
        }

        set = new CpuSet([.. words]);
        return true;
    }

    /// <summary>
    /// Parses the mask form. A <c>0x</c> before it and words of fewer digits (<c>0000,ffffffff</c>) occur in the field.
    /// </summary>
    public static bool TryParseMask(ReadOnlySpan<char> text, out CpuSet set)
    {
        set = Empty;
        text = text.Trim();
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            text = text[2..];
        }

        int count = text.Count(',') + 1;
        if (text.IsEmpty || count > Limit / 32)
        {
            return false;
        }

        // A lone long word ("ffffffffffff") is a mask too: split it into 32-bit pieces from the right.
        if (count == 1)
        {
            return TryParseLongWord(text, out set);
        }

        var words = new ulong[(count + 1) / 2];
        int index = count;
        foreach (Range part in text.Split(','))
        {
            index--;
            if (!TryParseHexWord(text[part], out uint value))
            {
                return false;
            }

            words[index / 2] |= (ulong)value << (index % 2 * 32);
        }

        set = new CpuSet(words);
        return true;
    }

    private static bool TryParseLongWord(ReadOnlySpan<char> text, out CpuSet set)
    {
        set = Empty;
        if (text.Length > Limit / 4)
        {
            return false;
        }

        var words = new ulong[(text.Length + 15) / 16];
        for (int i = 0; i < words.Length; i++)
        {
            int end = text.Length - (i * 16);
            ReadOnlySpan<char> digits = text[Math.Max(0, end - 16)..end];
            if (!ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out words[i]))
            {
                return false;
            }
        }

        set = new CpuSet(words);
        return true;
    }

    private static bool TryParseHexWord(ReadOnlySpan<char> text, out uint value) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && text.Length <= 8;

    private static bool TryParseRange(ReadOnlySpan<char> text, out int first, out int last)
    {
        int dash = text.IndexOf('-');
        ReadOnlySpan<char> head = dash < 0 ? text : text[..dash];
        ReadOnlySpan<char> tail = dash < 0 ? text : text[(dash + 1)..];
        last = 0;
        return int.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out last)
            && first <= last && last < Limit;
    }
}
