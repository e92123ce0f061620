using System.Globalization;
using System.Text;

namespace NodeAgent.Telemetry.Prometheus;

/// <summary>The lexical rules of the text format.</summary>
internal static class PrometheusText
{
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach ((string key, object? value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(key).Append("=\"").Append(Escape(value?.ToString() ?? "", quotes: true)).Append('"');
        }

        return text.ToString();
    }

    public static void Sample(StringBuilder text, string name, string suffix, string labels, string more, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length + more.Length > 0)
        {
            text.Append('{').Append(labels).Append(labels.Length > 0 && more.Length > 0 ? "," : "").Append(more).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    public static string Help(string text) => Escape(text, quotes: false);

    private static string Escape(string text, bool quotes)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }
}
