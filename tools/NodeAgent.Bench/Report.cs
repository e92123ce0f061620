using System.Globalization;

namespace NodeAgent.Bench;

/// <summary>The rows of a run: what was measured, beside its peer or limit in the same run.</summary>
internal sealed class Report
{
    private readonly List<(string Name, string Value, string Against, string Verdict)> _rows = [];

    public void Compare(string name, double value, string unit, string against, double limit) => _rows.Add((
        name,
        Format(value, unit),
        $"{against} {Format(limit, unit)}",
        $"{(value / limit).ToString("0.00", CultureInfo.InvariantCulture)} x, {(value <= limit ? "within" : "OVER")}"));

    /// <summary>A peer that is not a limit: the ratio alone.</summary>
    public void Beside(string name, double value, string unit, string peer, double peerValue) => _rows.Add((
        name, Format(value, unit), $"{peer} {Format(peerValue, unit)}", $"{(value / peerValue).ToString("0.00", CultureInfo.InvariantCulture)} x"));

    public void Note(string name, double value, string unit) => _rows.Add((name, Format(value, unit), "", ""));

    public void Skip(string name, string reason) => _rows.Add((name, "not measured", reason, ""));

    public void Print(TextWriter output)
    {
        int name = _rows.Max(r => r.Name.Length), value = _rows.Max(r => r.Value.Length), against = _rows.Max(r => r.Against.Length);
        foreach (var row in _rows)
        {
            output.WriteLine($"{row.Name.PadRight(name)}  {row.Value.PadLeft(value)}  {row.Against.PadRight(against)}  {row.Verdict}".TrimEnd());
        }
    }

    private static string Format(double value, string unit) => value.ToString("0.00", CultureInfo.InvariantCulture) + " " + unit;
}
