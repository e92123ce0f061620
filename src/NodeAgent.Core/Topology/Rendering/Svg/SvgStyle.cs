namespace NodeAgent.Core.Topology.Rendering.Svg;

/// <summary>Sizes in pixels, and the style sheet.</summary>
internal static class SvgStyle
{
    public const double Gap = 10;
    public const double CardWidth = 158;
    public const double CardHeight = 76;
    public const double TitleHeight = 20;
    public const double NodeHeader = 62;
    public const double Margin = 24;
    public const double Channel = 96;
    public const int CardCharacters = 25;

    public const string Sheet = """

        text { font-family: 'Inter', 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif; font-size: 11px; fill: #24303f; }
        .paper { fill: #f6f7f9; }
        .h1 { font-size: 17px; font-weight: 600; }
        .h2 { font-size: 14px; font-weight: 600; }
        .name { font-size: 13px; font-weight: 700; }
        .small { font-size: 10px; fill: #5b6675; }
        .mono { font-size: 10px; fill: #5b6675; font-family: 'DejaVu Sans Mono', 'Menlo', monospace; }
        .bad { fill: #c62828; font-weight: 600; }
        .warn { fill: #a15c00; }
        .package { fill: none; stroke: #9aa5b3; stroke-width: 1.2; stroke-dasharray: 5 4; }
        .node { fill: #ffffff; stroke: #b6c0cc; stroke-width: 1.5; }
        .root { fill: #f0f3f7; stroke: #d3dae3; }
        .switch { fill: #e3eaf3; stroke: #9fb2c8; }
        .gpu { fill: #e4f4e4; stroke: #4c9a4f; stroke-width: 1.5; }
        .nic { fill: #e3effb; stroke: #4784c4; stroke-width: 1.5; }
        .vf { fill: #f2f7fd; stroke: #a9c6e4; }
        .fault { fill: #fdecea; stroke: #c62828; stroke-width: 2.5; }
        .fabric { fill: #3d7a3f; stroke: #2c5c2e; }
        .fabrictext { fill: #ffffff; font-size: 13px; font-weight: 600; text-anchor: middle; }
        .nvlink { stroke: #4c9a4f; stroke-width: 4; fill: none; }
        .nvdown { stroke: #c62828; stroke-width: 4; stroke-dasharray: 4 4; fill: none; }
        .mesh { stroke: #4c9a4f; fill: none; stroke-opacity: 0.65; }
        .pip { fill: #4c9a4f; }
        .pipdown { fill: #c62828; }
        .pipunknown { fill: #c3ccd6; }
        .count { font-size: 10px; fill: #2c5c2e; font-weight: 600; }

        """;
}
