using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace NodeAgent.Core.Topology;

/// <summary>
/// An immutable set of small numbers, CPUs or NUMA nodes, as the kernel prints them: a list (<c>0-3,8</c>) or a mask of
/// 32-bit words, most significant first (<c>ff,ffffffff</c>).
/// </summary>
public sealed partial class CpuSet : IEquatable<CpuSet>
{
    /// <summary>Numbers from here on are refused: no kernel is built for more CPUs (NR_CPUS is 8192 at most).</summary>
    public const int Limit = 1 << 16;

    public static readonly CpuSet Empty = new([]);

    // Least significant word first, no trailing zero words, so that equal sets have equal arrays.
    private readonly ulong[] _words;

    private CpuSet(ulong[] words)
    {
        int length = words.Length;
        while (length > 0 && words[length - 1] == 0)
        {
            length--;
        }

        _words = length == words.Length ? words : words[..length];
    }

    public bool IsEmpty => _words.Length == 0;

    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    public static CpuSet Of(IEnumerable<int> numbers)
    {
        var words = new List<ulong>();
        foreach (int number in numbers)
        {
            Add(words, number, number);
        }

        return new CpuSet([.. words]);
    }

    /// <summary>Makes a set from 64-bit words, least significant first (the form NVML answers in).</summary>
    public static CpuSet FromWords(ReadOnlySpan<ulong> words) => new(words.ToArray());

    public bool Contains(int number) =>
        number >= 0 && number / 64 < _words.Length && (_words[number / 64] >> (number % 64) & 1) != 0;

    public bool IsSubsetOf(CpuSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & ~other.WordAt(i)) != 0)
            {
                return false;
            }
        }

        return true;
    }

    public bool Overlaps(CpuSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & other.WordAt(i)) != 0)
            {
                return true;
            }
        }

        return false;
    }

    public CpuSet Union(CpuSet other)
    {
        var words = new ulong[Math.Max(_words.Length, other._words.Length)];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = WordAt(i) | other.WordAt(i);
        }

        return new CpuSet(words);
    }

    public CpuSet Intersect(CpuSet other)
    {
        var words = new ulong[Math.Min(_words.Length, other._words.Length)];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = _words[i] & other._words[i];
        }

        return new CpuSet(words);
    }

    public ImmutableArray<int> ToArray()
    {
        ImmutableArray<int>.Builder numbers = ImmutableArray.CreateBuilder<int>(Count);
        for (int i = 0; i < _words.Length * 64; i++)
        {
            if (Contains(i))
            {
                numbers.Add(i);
            }
        }

        return numbers.MoveToImmutable();
    }

    /// <summary>The kernel's mask form, 32-bit words, most significant first, at least <paramref name="words"/> of them.</summary>
    public string ToMask(int words = 1)
    {
        int count = Math.Max(words, _words.Length * 2);
        while (count > Math.Max(words, 1) && Half(count - 1) == 0)
        {
            count--;
        }

        var mask = new StringBuilder(count * 9);
        for (int i = count - 1; i >= 0; i--)
        {
            mask.Append($"{Half(i):x8}").Append(i == 0 ? "" : ",");
        }

        return mask.ToString();
    }

    public bool Equals(CpuSet? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as CpuSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (ulong word in _words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }

    /// <summary>The kernel's list form.</summary>
    public override string ToString()
    {
        var list = new StringBuilder();
        int limit = _words.Length * 64;
        for (int first = 0; first < limit; first++)
        {
            if (!Contains(first))
            {
                continue;
            }

            int last = first;
            while (Contains(last + 1))
            {
                last++;
            }

            list.Append(list.Length == 0 ? "" : ",").Append(first);
            if (last > first)
            {
                list.Append('-').Append(last);
            }

            first = last;
        }

        return list.ToString();
    }

    private ulong WordAt(int index) => index < _words.Length ? _words[index] : 0;

    private uint Half(int index) => (uint)(WordAt(index / 2) >> (index % 2 * 32));

    private static void Add(List<ulong> words, int first, int last)
    {
        while (words.Count <= last / 64)
        {
            words.Add(0);
        }

        for (int number = first; number <= last; number++)
        {
            words[number / 64] |= 1UL << (number % 64);
        }
    }
}
