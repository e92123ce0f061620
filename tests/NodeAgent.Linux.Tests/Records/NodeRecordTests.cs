using System.IO.Compression;
using System.Text;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Core.Topology.Rendering.Json;
using NodeAgent.Linux.Files;
using NodeAgent.Linux.Records;
using NodeAgent.Linux.Tests.Topology;
using NodeAgent.Linux.Topology;
using NodeAgent.Testing;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Linux.Tests.Records;

public sealed class NodeRecordTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly TempDirectory _root = new();
    private readonly TestMachine _machine = KnownMachines.Hgx();
    private readonly NvmlSnapshot _nvml;

    public NodeRecordTests()
    {
        _machine.WriteSysfs(_root.Path);
        _nvml = KnownMachines.HgxNvml(_machine);
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_record_replays_to_the_same_bytes_errors_included()
    {
        INodeFiles files = new FaultyFiles(new NodeFiles(_root.Path)).Fail("0000:19:00.0/numa_node", Errno.EINVAL);
        byte[] live = TopologyJson.Render(TopologyBuilder.Build(
            SysfsTopologyReader.Read(files, DeviceCatalog.Default) with { Nvml = _nvml }, DeviceCatalog.Default));
        byte[] replayed = TopologyJson.Render(RoundTrip(Record(files)).Replay(DeviceCatalog.Default));
        Assert.Equal(Encoding.UTF8.GetString(live), Encoding.UTF8.GetString(replayed));
        Assert.Contains("EINVAL", Encoding.UTF8.GetString(replayed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_unpacked_by_tar_is_a_tree_that_reads_the_same()
    {
        string archive = _root.Combine("record.tar.gz");
        using (FileStream file = File.Create(archive))
        {
            NodeRecordWriter.Write(Record(new NodeFiles(_root.Path)), file);
        }

        Assert.Equal(0, (await Shell.RunAsync("tar", ["-xzf", archive, "-C", _root.Path])).ExitCode);
        Assert.Equal(Json(new NodeFiles(_root.Path)), Json(new NodeFiles(_root.Combine("root"))));
    }

    [Fact]
    public void Redaction_leaves_the_topology_and_no_identity()
    {
        NodeRecord record = RoundTrip(RecordRedactor.Redact(Record(new NodeFiles(_root.Path)), "secret"u8));
        string everything = string.Join('\n', record.Files.Files.Values) + Encoding.UTF8.GetString(NvmlSnapshotJson.Write(record.Nvml));
        Assert.True(record.Manifest.Redacted);
        foreach (string secret in (string[])["trainer-17", "b8:3f:d2", "b83f:d203:0041:7a2c", "1650123000003", "1111-2222-3333"])
        {
            Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
        }

        NodeTopology before = Record(new NodeFiles(_root.Path)).Replay(DeviceCatalog.Default), after = record.Replay(DeviceCatalog.Default);
        Assert.Equal<Relation>([.. before.Relations], [.. after.Relations]);
        Assert.Equal(before.Nics.Select(n => n.RdmaDevice), after.Nics.Select(n => n.RdmaDevice));
        Assert.Equal(8, after.Gpus.Select(g => g.Uuid).Distinct().Count());
    }

    [Fact]
    public void What_a_bug_report_needs_is_in_it_too()
    {
        NodeRecord record = Record(new NodeFiles(_root.Path));
        Assert.Contains(record.Files.Files, f => f.Key.EndsWith("mlx5_0/ports/1/counters/link_downed", StringComparison.Ordinal));
        Assert.Contains(record.Files.Files, f => f.Key.EndsWith("mlx5_0/node_desc", StringComparison.Ordinal));
    }

    [Fact]
    public void A_truncated_or_foreign_file_is_refused_in_one_line()
    {
        byte[] whole = Bytes(Record(new NodeFiles(_root.Path)));
        foreach (byte[] bad in (byte[][])[whole[..(whole.Length / 2)], whole[..10], [], "not gzip"u8.ToArray(), Gzip("no tar"u8.ToArray()), Gzip(new byte[2048])])
        {
            var error = Assert.Throws<BadInputException>(() => NodeRecordReader.Read(new MemoryStream(bad), "r.tar.gz"));
            Assert.StartsWith("r.tar.gz: ", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void Random_damage_is_refused_or_read_but_never_crashes()
    {
        byte[] whole = Bytes(Record(new NodeFiles(_root.Path)));
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(whole), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        byte[] tar = plain.ToArray();
        var random = new Random(7);
        for (int round = 0; round < 40; round++)
        {
            byte[] damaged = [.. tar];
            for (int i = 0; i < 20; i++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                NodeRecordReader.Read(new MemoryStream(Gzip(damaged)), "r").Replay(DeviceCatalog.Default);
            }
            catch (BadInputException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Fact]
    public void Links_in_a_record_reach_nothing_outside_and_end()
    {
        var links = new Dictionary<string, string> { ["sys/a"] = "../../../../etc/passwd", ["sys/b"] = "c", ["sys/c"] = "b" };
        var record = new FileRecord(new Dictionary<string, string>(), links, new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, Errno>());
        Assert.Equal(Errno.ENOENT, record.ReadText("sys/a").Errno);
        Assert.Equal(Errno.ELOOP, record.ReadText("sys/b/x").Errno);
    }

    private NodeRecord Record(INodeFiles files) => NodeRecorder.Record(files, _nvml, DeviceCatalog.Default, "test", s_now);

    private static NodeRecord RoundTrip(NodeRecord record) => NodeRecordReader.Read(new MemoryStream(Bytes(record)), "record");

    private static byte[] Bytes(NodeRecord record)
    {
        using var stream = new MemoryStream();
        NodeRecordWriter.Write(record, stream);
        return stream.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    private static string Json(INodeFiles files) => Encoding.UTF8.GetString(TopologyJson.Render(
        TopologyBuilder.Build(SysfsTopologyReader.Read(files, DeviceCatalog.Default), DeviceCatalog.Default)));
}
