using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Linux.Records;

/// <summary>Writes a record as tar.gz: manifest.json, nvml.json, and the files and links below root/.</summary>
public static class NodeRecordWriter
{
    public static void Write(NodeRecord record, Stream output)
    {
        using var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        using var tar = new TarWriter(gzip, TarEntryFormat.Pax);
        DateTimeOffset time = record.Manifest.RecordedAt;
        Add(tar, "manifest.json", JsonSerializer.SerializeToUtf8Bytes(record.Manifest, RecordJsonContext.Default.RecordManifest), time);
        Add(tar, "nvml.json", NvmlSnapshotJson.Write(record.Nvml), time);
        foreach ((string path, string text) in record.Files.Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Add(tar, $"root/{path}", Encoding.UTF8.GetBytes(text), time);
        }

        foreach ((string path, string target) in record.Files.Links.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, $"root/{path}") { LinkName = target, ModificationTime = time });
        }
    }

    private static void Add(TarWriter tar, string name, byte[] content, DateTimeOffset time) => tar.WriteEntry(
        new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(content),
            ModificationTime = time,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        });
}
