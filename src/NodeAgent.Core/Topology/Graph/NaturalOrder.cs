namespace NodeAgent.Core.Topology.Graph;

/// <summary>Orders names as people do: <c>mlx5_2</c> before <c>mlx5_10</c>.</summary>
public sealed class NaturalOrder : IComparer<string?>
{
    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            int order = char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0])
                ? CompareNumbers(ref a, ref b)
                : CompareCharacters(ref a, ref b);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    private static int CompareCharacters(ref ReadOnlySpan<char> a, ref ReadOnlySpan<char> b)
    {
        int order = a[0].CompareTo(b[0]);
        a = a[1..];
        b = b[1..];
        return order;
    }

    private static int CompareNumbers(ref ReadOnlySpan<char> a, ref ReadOnlySpan<char> b)
    {
        ReadOnlySpan<char> left = TakeDigits(ref a).TrimStart('0'), right = TakeDigits(ref b).TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    private static ReadOnlySpan<char> TakeDigits(ref ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        end = end < 0 ? text.Length : end;
        ReadOnlySpan<char> digits = text[..end];
        text = text[end..];
        return digits;
    }
}
