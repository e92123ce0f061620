using System.CommandLine;
using System.Reflection;
using System.Security.Cryptography;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Linux.Files;
using NodeAgent.Linux.Records;

namespace NodeAgent.Ctl.Topology;

/// <summary><c>nodectl record</c>.</summary>
internal static class RecordCommand
{
    public static Command Create()
    {
        var node = new NodeOptions();
        var output = new Option<string>("--output", "-o")
        {
            HelpName = "FILE.tar.gz",
            Description = "Where to write the record, - for standard output",
            Required = true,
        };
        var redact = new Option<bool>("--redact")
        {
            Description = "Replace serials, UUIDs, MAC addresses, GUIDs and host names, the same value by the same stand-in",
        };
        var command = new Command(
            "record", "Records a node, its files and what NVML answers, to be looked at elsewhere with topology --from record:FILE.")
        {
            output, redact,
        };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            NodeSelection selection = node.Read(parsed);
            var files = new NodeFiles(selection.Root);
            NvmlSnapshot nvml = await TopologyLoader.ReadNvmlAsync(selection.Nvml, cancellationToken);
            NodeRecord record = NodeRecorder.Record(files, nvml, selection.Catalog, Writer(), TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(redact))
            {
                record = RecordRedactor.Redact(record, RandomNumberGenerator.GetBytes(32));
            }

            await SaveAsync(record, parsed.GetValue(output)!);
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Writer() => "nodectl " +
        (typeof(RecordCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    // Written beside and renamed: a record is whole or is not there.
    private static async Task SaveAsync(NodeRecord record, string path)
    {
        if (path == "-")
        {
            await using Stream output = Console.OpenStandardOutput();
            NodeRecordWriter.Write(record, output);
            return;
        }

        string partial = path + ".partial";
        try
        {
            await using (FileStream file = File.Create(partial))
            {
                NodeRecordWriter.Write(record, file);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }

        await Console.Error.WriteLineAsync(
            $"nodectl: recorded {record.Files.Files.Count} files and {record.Nvml.Gpus.Length} NVML GPUs in {path} ({new FileInfo(path).Length / 1024} KiB"
            + (record.Manifest.Redacted ? ", redacted)" : "; use --redact before you hand it on)"));
    }
}
