using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Core.Topology.Redaction;

namespace NodeAgent.Linux.Records;

/// <summary>Takes what identifies a machine out of a record, the same value to the same stand-in everywhere.</summary>
public static class RecordRedactor
{
    /// <param name="record">The record.</param>
    /// <param name="key">Random bytes, forgotten afterwards, so that nobody can try values.</param>
    public static NodeRecord Redact(NodeRecord record, ReadOnlySpan<byte> key)
    {
        string json = System.Text.Encoding.UTF8.GetString(NvmlSnapshotJson.Write(record.Nvml));
        var redactor = new Redactor(key, [.. record.Nvml.Gpus.Select(g => g.Serial).OfType<string>()], HostNamesOf(record.Files));
        FileRecord files = record.Files with
        {
            Files = record.Files.Files.ToDictionary(f => f.Key, f => redactor.Redact(f.Value)),
            Directories = record.Files.Directories.ToDictionary(
                d => d.Key, d => (IReadOnlyList<string>)[.. d.Value.Select(redactor.Redact)]),
        };
        RecordManifest manifest = record.Manifest with
        {
            Redacted = true,
            Directories = files.Directories.ToDictionary(d => d.Key, d => d.Value.ToArray()),
        };
        byte[] redacted = System.Text.Encoding.UTF8.GetBytes(redactor.Redact(json));
        return new NodeRecord(manifest, files, NvmlSnapshotJson.Read(redacted, "nvml.json"));
    }

    // An RDMA device describes itself as "HOST mlx5_0", which is where a host name hides in sysfs.
    private static string[] HostNamesOf(FileRecord files)
    {
        IEnumerable<string> descriptions = files.Files
            .Where(f => f.Key.EndsWith("/node_desc", StringComparison.Ordinal))
            .Select(f => f.Value.Trim().Split(' ')[0]);
        string host = files.ReadText("proc/sys/kernel/hostname").Text?.Trim() ?? "";
        return [.. descriptions.Append(host).Append(host.Split('.')[0]).Where(n => n.Length > 2 && n is not "localhost").Distinct()];
    }
}
