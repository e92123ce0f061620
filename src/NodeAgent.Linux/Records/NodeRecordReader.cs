using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Linux.Records;

/// <summary>Reads a record into memory. Nothing is unpacked to disk, so no path in it can reach anything.</summary>
public static class NodeRecordReader
{
    private const long MaxEntryBytes = 16 * 1024 * 1024;
    private const int MaxEntries = 500_000;
    private const long MaxTotalBytes = 512L * 1024 * 1024;

    /// <exception cref="BadInputException">Not a record, truncated, or larger than a record can be.</exception>
    public static NodeRecord Read(Stream input, string path)
    {
        try
        {
            using var gzip = new GZipStream(input, CompressionMode.Decompress);
            using var tar = new TarReader(gzip);
            return Read(tar, path);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or IOException)
        {
            throw new BadInputException(path, $"is not a whole record (truncated or damaged): {e.Message}", e);
        }
    }

    private static NodeRecord Read(TarReader tar, string path)
    {
        byte[]? manifest = null, nvml = null;
        var files = new Dictionary<string, string>();
        var links = new Dictionary<string, string>();
        long total = 0;
        int entries = 0;
        while (tar.GetNextEntry() is { } entry)
        {
            total += entry.Length;
            if (++entries > MaxEntries || entry.Length > MaxEntryBytes || total > MaxTotalBytes)
            {
                throw new BadInputException(path, $"is larger than any record of a node ({entries} entries, {total} bytes so far)");
            }

            switch (entry.Name)
            {
                case "manifest.json":
                    manifest = Content(entry);
                    break;
                case "nvml.json":
                    nvml = Content(entry);
                    break;
                case ['r', 'o', 'o', 't', '/', .. var inside] when entry.EntryType == TarEntryType.SymbolicLink:
                    links[inside] = entry.LinkName;
                    break;
                case ['r', 'o', 'o', 't', '/', .. var inside] when entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                    files[inside] = Encoding.UTF8.GetString(Content(entry));
                    break;
            }
        }

        if (manifest is null || nvml is null)
        {
            throw new BadInputException(path, $"is not a record: {(manifest is null ? "manifest.json" : "nvml.json")} is missing");
        }

        RecordManifest parsed = ParseManifest(manifest, path);
        return new NodeRecord(
            parsed,
            new FileRecord(
                files,
                links,
                parsed.Directories.ToDictionary(d => d.Key, d => (IReadOnlyList<string>)d.Value),
                parsed.Errors.ToDictionary(e => e.Key, e => (Errno)e.Value)),
            NvmlSnapshotJson.Read(nvml, $"{path}: nvml.json"));
    }

    private static RecordManifest ParseManifest(byte[] json, string path)
    {
        try
        {
            RecordManifest manifest = JsonSerializer.Deserialize(json, RecordJsonContext.Default.RecordManifest)
                ?? throw new BadInputException(path, "manifest.json holds null");
            return manifest.Format == RecordManifest.CurrentFormat
                ? manifest
                : throw new BadInputException(
                    path, $"has record format {manifest.Format}; this program reads format {RecordManifest.CurrentFormat}");
        }
        catch (JsonException e)
        {
            throw new BadInputException(path, $"manifest.json is damaged: {e.Message}", e);
        }
    }

    private static byte[] Content(TarEntry entry)
    {
        byte[] content = new byte[entry.Length];
        entry.DataStream?.ReadExactly(content);
        return content;
    }
}
