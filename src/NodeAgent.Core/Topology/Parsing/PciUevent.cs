using System.Globalization;

namespace NodeAgent.Core.Topology.Parsing;

/// <summary>
/// The <c>uevent</c> attribute of a PCI function: class, ids and driver in one read instead of six.
/// </summary>
public readonly record struct PciUevent(uint ClassCode, uint Id, uint SubsystemId, string? Driver)
{
    /// <summary>False when class or id are missing or malformed; then the single attributes must be read.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PciUevent uevent)
    {
        uint? classCode = null, id = null;
        uint subsystem = 0;
        string? driver = null;
        uevent = default;
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            int equals = line.IndexOf('=');
            if (equals < 0)
            {
                continue;
            }

            ReadOnlySpan<char> value = line[(equals + 1)..];
            switch (line[..equals])
            {
                case "PCI_CLASS" when TryParseHex(value, out uint parsed):
                    classCode = parsed;
                    break;
                case "PCI_ID" when TryParsePair(value, out uint parsed):
                    id = parsed;
                    break;
                case "PCI_SUBSYS_ID" when TryParsePair(value, out uint parsed):
                    subsystem = parsed;
                    break;
                case "DRIVER" when !value.IsEmpty:
                    driver = value.ToString();
                    break;
            }
        }

        if (classCode is not { } code || id is not { } ids)
        {
            return false;
        }

        uevent = new PciUevent(code, ids, subsystem, driver);
        return true;
    }

    private static bool TryParsePair(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        int colon = text.IndexOf(':');
        if (colon < 0 || !TryParseHex(text[..colon], out uint vendor) || !TryParseHex(text[(colon + 1)..], out uint device)
            || vendor > 0xffff || device > 0xffff)
        {
            return false;
        }

        value = (vendor << 16) | device;
        return true;
    }

    private static bool TryParseHex(ReadOnlySpan<char> text, out uint value) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
