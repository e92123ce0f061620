using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NodeAgent.Core.Topology.Redaction;

/// <summary>
/// Replaces serials, UUIDs, MAC addresses, InfiniBand GUIDs and host names by stand-ins of the same form. One value
/// always gets one stand-in; without the key nobody can go back. All-zero values say something and identify nothing: they stay.
/// </summary>
public sealed partial class Redactor
{
    private const string HexDigits = "0123456789abcdef";

    private readonly byte[] _key;
    private readonly (string Value, string StandIn)[] _words;

    /// <param name="key">Secret of this one redaction.</param>
    /// <param name="serials">Serial numbers, which have no form by which to know them.</param>
    /// <param name="hostNames">Host names.</param>
    public Redactor(ReadOnlySpan<byte> key, IReadOnlyCollection<string> serials, IReadOnlyCollection<string> hostNames)
    {
        _key = key.ToArray();
        // Longest first: a short name may be part of a long one.
        _words =
        [
            .. serials.Select(s => (s, Shape(s)))
                .Concat(hostNames.Select(h => (h, $"host-{Convert.ToHexStringLower(Digest(h))[..8]}")))
                .Where(w => w.Item1.Length > 0)
                .OrderByDescending(w => w.Item1.Length),
        ];
    }

    public string Redact(string text)
    {
        text = Identifiers().Replace(text, match => Shape(match.Value));
        foreach ((string value, string standIn) in _words)
        {
            text = text.Replace(value, standIn, StringComparison.Ordinal);
        }

        return text;
    }

    // UUID; MAC of six bytes; InfiniBand hardware address of twenty; GUID and GID of four or eight groups.
    [GeneratedRegex(
        @"(?<![0-9a-fA-F:])(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
        + @"|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){19}|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}"
        + @"|[0-9a-fA-F]{4}(?::[0-9a-fA-F]{4}){7}|[0-9a-fA-F]{4}(?::[0-9a-fA-F]{4}){3})(?![0-9a-fA-F:])",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Identifiers();

    private string Shape(string value)
    {
        if (value.All(c => !char.IsAsciiHexDigit(c) || c == '0'))
        {
            return value;
        }

        byte[] digest = Digest(value.ToLowerInvariant());
        return string.Create(value.Length, (value, digest), static (result, state) =>
        {
            for (int i = 0; i < result.Length; i++)
            {
                char c = state.value[i];
                int pseudo = state.digest[i % state.digest.Length] ^ i;
                result[i] = char.IsAsciiDigit(c) && !state.value.Any(char.IsAsciiLetter) ? (char)('0' + (pseudo % 10))
                    : char.IsAsciiHexDigit(c) ? HexDigits[pseudo & 0xf]
                    : c;
            }
        });
    }

    private byte[] Digest(string value) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(value));
}
