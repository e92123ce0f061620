using System.Text.RegularExpressions;

namespace NodeAgent.Testing;

/// <summary>
/// A print of <c>nvidia-smi topo -m</c>, with the quirks of real ones: a source line before it, underline codes around the
/// header, tabs or columns of spaces, an empty column, and NIC rows that stop early.
/// </summary>
public sealed partial record SmiMatrix(IReadOnlyList<string> Columns, IReadOnlyDictionary<string, SmiRow> Rows)
{
    public static SmiMatrix Parse(string text)
    {
        string[] lines = [.. text.Split('\n').Select(l => Underline().Replace(l, "").TrimEnd('\r'))];
        int header = Array.FindIndex(lines, l => !l.StartsWith('#') && l.Contains("GPU0", StringComparison.Ordinal));
        string[] columns = [.. Split(lines[header]).TakeWhile(c => Device().IsMatch(c))];
        var rows = new Dictionary<string, SmiRow>();
        foreach (string line in lines[(header + 1)..].TakeWhile(l => l.Trim().Length > 0))
        {
            string[] cells = Split(line);
            if (cells.Length > columns.Length)
            {
                string[] rest = cells[(columns.Length + 1)..];
                rows.Add(cells[0], new SmiRow(
                    cells[1..(columns.Length + 1)],
                    rest.Length > 0 ? rest[0] : null,
                    rest.Length > 1 ? rest[1] : null));
            }
        }

        return new SmiMatrix(columns, rows);
    }

    public string Cell(string row, string column) => Rows[row].Cells[Columns.ToList().IndexOf(column)];

    private static string[] Split(string line) => Separator().Split(line.Trim()).Where(c => c.Length > 0).ToArray();

    [GeneratedRegex(@"\e\[[0-9;]*m", RegexOptions.None, 1000)]
    private static partial Regex Underline();

    // Cells hold single blanks only in the headings "CPU Affinity", ...
    [GeneratedRegex(@"\s*\t\s*|\s{2,}", RegexOptions.None, 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(GPU|NIC|mlx\d_)\d+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Device();
}

/// <summary>A row: relations, and for GPUs the affinities.</summary>
public sealed record SmiRow(IReadOnlyList<string> Cells, string? CpuAffinity, string? NumaAffinity);
