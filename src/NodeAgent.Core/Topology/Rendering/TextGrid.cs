using System.Text;

namespace NodeAgent.Core.Topology.Rendering;

/// <summary>Lines up cells in columns, two spaces apart.</summary>
internal static class TextGrid
{
    internal readonly record struct Cell(string? Text, AnsiStyle Style = AnsiStyle.None)
    {
        public int Width => Text?.Length ?? 0;
    }

    public static void Append(StringBuilder text, IReadOnlyList<Cell[]> rows, Ansi ansi, string indent = "")
    {
        int columns = rows.Max(r => (int?)r.Length) ?? 0;
        int[] widths = [.. Enumerable.Range(0, columns).Select(c => rows.Max(r => c < r.Length ? r[c].Width : 0))];
        foreach (Cell[] row in rows)
        {
            int last = Array.FindLastIndex(row, cell => cell.Width > 0);
            text.Append(indent);
            for (int column = 0; column <= last; column++)
            {
                text.Append(ansi.Paint(row[column].Text ?? "", row[column].Style));
                if (column < last)
                {
                    text.Append(' ', widths[column] - row[column].Width + 2);
                }
            }

            text.AppendLine();
        }
    }
}
