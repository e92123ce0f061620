using System.Globalization;

namespace NodeAgent.Core.Topology;

/// <summary>
/// The address of a PCI function, <c>domain:bus:device.function</c>. The domain has up to 32 bits: Intel VMD and
/// Hyper-V hand out domains of more than four hexadecimal digits.
/// </summary>
public readonly record struct PciAddress(uint Domain, byte Bus, byte Device, byte Function) : IComparable<PciAddress>
{
    /// <summary>
    /// Parses sysfs (<c>0000:9b:00.0</c>), NVML (<c>00000000:9B:00.0</c>) and NCCL forms. Surrounding text is refused.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PciAddress address)
    {
        address = default;
        int firstColon = text.IndexOf(':');
        if (firstColon is < 1 or > 8)
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[(firstColon + 1)..];
        if (rest.Length != 7 || rest[2] != ':' || rest[5] != '.')
        {
            return false;
        }

        if (!TryParseHex(text[..firstColon], out uint domain) || !TryParseHex(rest[..2], out uint bus)
            || !TryParseHex(rest[3..5], out uint device) || !TryParseHex(rest[6..], out uint function))
        {
            return false;
        }

        // Azure's and AWS' NCCL files use device numbers above 1f for switches that do not exist; only the function is bounded.
        if (function > 7)
        {
            return false;
        }

        address = new PciAddress(domain, (byte)bus, (byte)device, (byte)function);
        return true;
    }

    /// <summary>Parses an address or throws.</summary>
    /// <exception cref="FormatException">The text is not a PCI address.</exception>
    public static PciAddress Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out PciAddress address) ? address : throw new FormatException($"'{text}' is not a PCI address");

    /// <summary>Parses text that may be absent.</summary>
    public static PciAddress? ParseOrNull(string? text) => TryParse(text, out PciAddress address) ? address : null;

    public int CompareTo(PciAddress other) => SortKey.CompareTo(other.SortKey);

    /// <summary>The sysfs form: lower case, at least four digits of domain.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Domain:x4}:{Bus:x2}:{Device:x2}.{Function:x1}");

    private ulong SortKey => ((ulong)Domain << 24) | ((ulong)Bus << 16) | ((ulong)Device << 8) | Function;

    // NumberStyles.AllowHexSpecifier accepts no sign and no white space, which is what an address may hold.
    private static bool TryParseHex(ReadOnlySpan<char> text, out uint value) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    public static bool operator <(PciAddress left, PciAddress right) => left.CompareTo(right) < 0;

    public static bool operator >(PciAddress left, PciAddress right) => left.CompareTo(right) > 0;

    public static bool operator <=(PciAddress left, PciAddress right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PciAddress left, PciAddress right) => left.CompareTo(right) >= 0;
}
