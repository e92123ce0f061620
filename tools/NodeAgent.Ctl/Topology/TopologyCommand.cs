using System.CommandLine;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Nccl;
using NodeAgent.Core.Topology.Rendering;
using NodeAgent.Core.Topology.Rendering.Json;
using NodeAgent.Core.Topology.Rendering.Svg;

namespace NodeAgent.Ctl.Topology;

/// <summary><c>nodectl topology</c>.</summary>
internal static class TopologyCommand
{
    public static Command Create()
    {
        var node = new NodeOptions();
        var from = new Option<string?>("--from")
        {
            HelpName = "nccl:FILE|record:FILE",
            Description = "Read an NCCL topology file, or a record made by nodectl record, instead of a node",
        };
        var format = new Option<string>("--format")
        {
            HelpName = "table|json|svg|nccl",
            Description = "Form of the output",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json", "svg", "nccl");
        var colour = new Option<string>("--color")
        {
            HelpName = "auto|always|never",
            Description = "Colour in the table; auto is on a terminal, unless NO_COLOR is set",
            DefaultValueFactory = _ => "auto",
        };
        colour.AcceptOnlyFromAmong("auto", "always", "never");

        var command = new Command(
            "topology", "Shows how the GPUs and NICs of a node hang together: the matrix of nvidia-smi topo -m, for any vendor.")
        {
            format, colour, from,
        };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            NodeTopology topology = await TopologyLoader.LoadAsync(parsed.GetValue(from), node.Read(parsed), cancellationToken);
            await WriteAsync(topology, parsed.GetValue(format)!, UseColour(parsed.GetValue(colour)!), cancellationToken);
            return await ReportBadInputAsync(topology);
        });
        return command;
    }

    private static async Task WriteAsync(NodeTopology topology, string format, bool colour, CancellationToken cancellationToken)
    {
        if (format == "json")
        {
            await using Stream output = Console.OpenStandardOutput();
            await output.WriteAsync(TopologyJson.Render(topology), cancellationToken);
            await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
            return;
        }

        await Console.Out.WriteAsync(format switch
        {
            "svg" => TopologySvg.Render(topology),
            "nccl" => NcclTopologyWriter.Write(topology),
            _ => new TopologyTable(colour).Render(topology),
        });
    }

    private static bool UseColour(string choice) => choice switch
    {
        "always" => true,
        "never" => false,
        _ => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 },
    };

    // Everything readable is shown; that something was not what it should be is said beside it, in one line.
    private static async Task<int> ReportBadInputAsync(NodeTopology topology)
    {
        var bad = topology.Findings.Where(f => f.IsBadInput).ToList();
        if (bad.Count == 0)
        {
            return ExitCodes.Success;
        }

        Finding first = bad[0];
        string more = bad.Count > 1 ? $" (and {bad.Count - 1} more: see the findings)" : "";
        await Console.Error.WriteLineAsync(
            $"nodectl: {first.Path}: {(first.Subject.Length > 0 ? first.Subject + ": " : "")}{first.Message}{(first.Errno is null ? "" : $" ({first.Errno})")}{more}");
        return ExitCodes.BadInput;
    }
}
