using System.Globalization;
using System.Security;
using System.Text;

namespace NodeAgent.Core.Topology.Rendering.Svg;

/// <summary>Appends SVG elements; numbers are rounded to whole pixels, text is escaped.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _body = new();

    public void Box(double x, double y, double width, double height, string style, double radius = 8) => _body.Append(
        CultureInfo.InvariantCulture,
        $"<rect class=\"{style}\" x=\"{x:0}\" y=\"{y:0}\" width=\"{width:0}\" height=\"{height:0}\" rx=\"{radius:0}\"/>\n");

    public void Text(double x, double y, string style, string text) => _body.Append(
        CultureInfo.InvariantCulture, $"<text class=\"{style}\" x=\"{x:0}\" y=\"{y:0}\">{Escape(text)}</text>\n");

    public void Line(double x1, double y1, double x2, double y2, string style) => _body.Append(
        CultureInfo.InvariantCulture,
        $"<line class=\"{style}\" x1=\"{x1:0}\" y1=\"{y1:0}\" x2=\"{x2:0}\" y2=\"{y2:0}\"/>\n");

    /// <summary>A curve from one point to another, drawn through a control height.</summary>
    public void Curve(double x1, double y1, double x2, double y2, double bend, string style, double thickness) => _body.Append(
        CultureInfo.InvariantCulture,
        $"<path class=\"{style}\" stroke-width=\"{thickness:0.#}\" d=\"M{x1:0} {y1:0} C{x1:0} {bend:0} {x2:0} {bend:0} {x2:0} {y2:0}\"/>\n");

    public void Dot(double x, double y, double size, string style) => _body.Append(
        CultureInfo.InvariantCulture,
        $"<rect class=\"{style}\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{size:0.#}\" height=\"{size:0.#}\" rx=\"1\"/>\n");

    /// <summary>Opens a group whose tooltip is shown by browsers.</summary>
    public void OpenGroup(string tooltip) => _body.Append("<g><title>").Append(Escape(tooltip)).Append("</title>\n");

    public void CloseGroup() => _body.Append("</g>\n");

    public string ToDocument(double width, double height, string title, string style) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{width:0}" height="{height:0}" viewBox="0 0 {width:0} {height:0}" role="img">
        <title>{Escape(title)}</title>
        <style>{style}</style>
        <rect class="paper" x="0" y="0" width="{width:0}" height="{height:0}"/>
        {_body}</svg>

        """);

    /// <summary>Cuts text to a number of characters, so that it stays in its box.</summary>
    public static string Fit(string text, int characters) =>
        text.Length <= characters ? text : string.Concat(text.AsSpan(0, characters - 1), "…");

    // Device names come from files; XML 1.0 forbids control characters even when escaped.
    private static string Escape(string text) =>
        SecurityElement.Escape(string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)));
}
