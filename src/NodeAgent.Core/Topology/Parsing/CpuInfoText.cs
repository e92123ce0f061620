using System.Globalization;

namespace NodeAgent.Core.Topology.Parsing;

/// <summary>The first processor of <c>/proc/cpuinfo</c>.</summary>
public static class CpuInfoText
{
    /// <summary>Null when the text names no processor that we know how to read.</summary>
    public static CpuIdentity? Parse(ReadOnlySpan<char> text)
    {
        string? architecture = null, vendor = null;
        int? family = null, model = null;
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            int colon = line.IndexOf(':');
            if (colon < 0)
            {
                if (line.IsWhiteSpace() && architecture is not null)
                {
                    break;
                }

                continue;
            }

            ReadOnlySpan<char> value = line[(colon + 1)..].Trim();
            switch (line[..colon].Trim())
            {
                case "vendor_id":
                    (architecture, vendor) = ("x86_64", value.ToString());
                    break;
                case "cpu family":
                    family = ParseInt(value);
                    break;
                case "model":
                    model = ParseInt(value);
                    break;
                case "CPU implementer":
                    architecture = "arm64";
                    break;
                case "cpu" when value.StartsWith("POWER", StringComparison.Ordinal):
                    architecture = "ppc64";
                    break;
            }
        }

        return architecture is null ? null : new CpuIdentity(architecture, vendor, family, model);
    }

    private static int? ParseInt(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
