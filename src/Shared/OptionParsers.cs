using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using NodeAgent.Core.Topology.Inventory;

namespace NodeAgent.Shared;

/// <summary>Texts of options to values; every message says what was expected.</summary>
internal static class OptionParsers
{
    /// <summary><c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>, or a plain number of seconds.</summary>
    public static TimeSpan Duration(string text)
    {
        (string digits, double unit) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 0.001),
            _ when text.EndsWith('s') => (text[..^1], 1),
            _ when text.EndsWith('m') => (text[..^1], 60),
            _ when text.EndsWith('h') => (text[..^1], 3600),
            _ => (text, 1.0),
        };
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && value > 0 && value * unit <= TimeSpan.FromDays(1).TotalSeconds
            ? TimeSpan.FromSeconds(value * unit)
            : throw new FormatException($"'{text}' is not a duration such as 500ms, 30s or 5m (at most 24h)");
    }

    public static IPEndPoint EndPoint(string text) =>
        IPEndPoint.TryParse(text, out IPEndPoint? endPoint) && text.Contains(':', StringComparison.Ordinal) && endPoint.Port >= 0
            ? endPoint
            : throw new FormatException($"'{text}' is not an address and port such as 127.0.0.1:9400");

    /// <summary>Rules separated by semicolons or commas.</summary>
    public static ImmutableArray<DeviceRule> DeviceRules(string text) =>
    [
        .. text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => DeviceRule.TryParse(part, out DeviceRule? rule)
                ? rule
                : throw new FormatException(
                    $"'{part}' is not a rule such as gpu=1bcf@0b40 (role=vendor[:device][@class], role gpu, nic, nvSwitch or none)")),
    ];
}
