using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NodeAgent.Core.Topology.Inventory;

/// <summary>
/// A row of the table that tells GPUs and NICs from everything else. Null matches anything; the class is compared on
/// its upper 16 bits (base class and subclass).
/// </summary>
public sealed record DeviceRule(DeviceRole Role, ushort? Vendor, ushort? Device, ushort? Class)
{
    public bool Matches(ushort vendor, ushort device, uint classCode) =>
        (Vendor is null || Vendor == vendor) && (Device is null || Device == device)
        && (Class is null || Class == classCode >> 8);

    /// <summary>
    /// Parses <c>role=vendor[:device][@class]</c>, all hexadecimal, <c>*</c> for any vendor: <c>gpu=1bcf@0b40</c>,
    /// <c>nic=1d0f:efa1</c>, <c>none=1a03</c>.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DeviceRule? rule)
    {
        rule = null;
        string[] sides = text.Split('=', 2, StringSplitOptions.TrimEntries);
        if (sides.Length != 2 || !Enum.TryParse(sides[0], ignoreCase: true, out DeviceRole role) || !Enum.IsDefined(role)
            || int.TryParse(sides[0], out _))
        {
            return false;
        }

        string[] idAndClass = sides[1].Split('@', 2);
        string[] ids = idAndClass[0].Split(':', 2);
        if (!TryParseHex(ids[0], anyAllowed: true, out ushort? vendor)
            || !TryParseHex(ids.Length > 1 ? ids[1] : "*", anyAllowed: true, out ushort? device)
            || !TryParseHex(idAndClass.Length > 1 ? idAndClass[1] : "*", anyAllowed: idAndClass.Length == 1, out ushort? code)
            || (vendor is null && device is null && code is null))
        {
            return false;
        }

        rule = new DeviceRule(role, vendor, device, code);
        return true;
    }

    private static bool TryParseHex(string text, bool anyAllowed, out ushort? value)
    {
        value = null;
        if (text == "*")
        {
            return anyAllowed;
        }

        bool ok = ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort parsed);
        value = ok ? parsed : null;
        return ok;
    }
}
