using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NodeAgent.Testing;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Ctl.Tests.Topology;

/// <summary>The published nodectl, as people type it.</summary>
public sealed class TopologyCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly TestMachine _machine = KnownMachines.Hgx();
    private readonly string _root;

    public TopologyCommandTests() => _root = _machine.WriteSysfs(_directory.Combine("root"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_table_is_plain_when_piped_and_coloured_when_asked()
    {
        ShellResult plain = await NodectlAsync("topology", "--root", _root);
        Assert.Equal((0, ""), (plain.ExitCode, plain.Error));
        Assert.DoesNotContain('\e', plain.Output);
        Assert.Equal("PXB", SmiMatrix.Parse(plain.Output).Cell("GPU0", "NIC0"));
        Assert.Contains("\e[", (await NodectlAsync("topology", "--root", _root, "--color", "always")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_NVML_the_matrix_shows_the_links()
    {
        using var fake = new FakeNvml("hgx-h100");
        ShellResult result = await NodectlAsync("topology", "--root", _root, "--nvml", fake.Library, "--format", "json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal("ok", json.RootElement.GetProperty("driver").GetProperty("status").GetString());
        Assert.Contains(json.RootElement.GetProperty("relations").EnumerateArray(), r => r.GetProperty("class").GetString() == "NV18");
    }

    [Fact]
    public async Task The_nccl_file_is_well_formed_and_reads_back()
    {
        ShellResult written = await NodectlAsync("topology", "--root", _root, "--format", "nccl");
        string file = _directory.Write("topo.xml", written.Output);
        Assert.Equal(0, (await Shell.RunAsync("xmllint", ["--noout", file])).ExitCode);
        ShellResult read = await NodectlAsync("topology", "--from", $"nccl:{file}");
        Assert.Equal((0, ""), (read.ExitCode, read.Error));
        Assert.Equal("PXB", SmiMatrix.Parse(read.Output).Cell("GPU0", "NIC0"));
    }

    [Fact]
    public async Task The_drawing_is_well_formed()
    {
        string file = _directory.Write("topo.svg", (await NodectlAsync("topology", "--root", _root, "--format", "svg")).Output);
        Assert.Equal(0, (await Shell.RunAsync("xmllint", ["--noout", file])).ExitCode);
    }

    [Fact]
    public async Task A_record_replays_to_the_same_output()
    {
        using var fake = new FakeNvml("hgx-h100");
        string record = _directory.Combine("node.tar.gz");
        ShellResult recorded = await NodectlAsync("record", "-o", record, "--root", _root, "--nvml", fake.Library);
        Assert.Equal(0, recorded.ExitCode);
        Assert.Contains("--redact", recorded.Error, StringComparison.Ordinal);
        ShellResult live = await NodectlAsync("topology", "--root", _root, "--nvml", fake.Library, "--format", "json");
        ShellResult replayed = await NodectlAsync("topology", "--from", $"record:{record}", "--format", "json");
        Assert.Equal(live.Output, replayed.Output);
    }

    [Fact]
    public async Task A_redacted_record_names_no_host_and_no_address()
    {
        ShellResult recorded = await NodectlAsync("record", "-o", "-", "--redact", "--root", _root);
        Assert.Equal(0, recorded.ExitCode);
        string path = _directory.Combine("redacted.tar.gz");
        await NodectlAsync("record", "-o", path, "--redact", "--root", _root);
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var text = new StreamReader(gzip, Encoding.Latin1);
        string content = await text.ReadToEndAsync();
        Assert.DoesNotContain("trainer-17", content, StringComparison.Ordinal);
        Assert.DoesNotContain("b8:3f:d2", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_input_is_one_line_naming_file_and_reason_and_exit_code_2()
    {
        string bomb = _directory.Write("bomb.xml", "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><system>&c;</system>");
        string garbage = _directory.Combine("garbage.tar.gz");
        File.WriteAllBytes(garbage, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))]);
        await AssertBadAsync(["topology", "--root", _directory.Combine("none")], "none: no such directory");
        await AssertBadAsync(["topology", "--from", $"nccl:{bomb}"], "bomb.xml: not usable XML");
        await AssertBadAsync(["topology", "--from", $"nccl:{_directory.Combine("none.xml")}"], "none.xml: no such file");
        await AssertBadAsync(["topology", "--from", $"nccl:{garbage}"], "garbage.tar.gz: not usable XML");
        await AssertBadAsync(["topology", "--from", $"record:{garbage}"], "garbage.tar.gz: is not a whole record");
        await AssertBadAsync(["topology", "--from", "elsewhere:x"], "is neither nccl:FILE nor record:FILE");
        await AssertBadAsync(["topology", "--format", "pdf"], "pdf");
        await AssertBadAsync(["record"], "--output");
        await AssertBadAsync(["frobnicate"], "frobnicate");
    }

    [Fact]
    public async Task A_truncated_record_is_bad_input()
    {
        string record = _directory.Combine("node.tar.gz");
        await NodectlAsync("record", "-o", record, "--root", _root);
        byte[] whole = File.ReadAllBytes(record);
        File.WriteAllBytes(record, whole[..(whole.Length / 3)]);
        await AssertBadAsync(["topology", "--from", $"record:{record}"], "node.tar.gz: is not a whole record");
    }

    [Fact]
    public async Task A_damaged_tree_shows_everything_readable_and_says_in_one_line_what_is_not()
    {
        TestFunction gpu = _machine.Functions.First(f => f.Class == 0x030200);
        File.WriteAllText(Path.Combine(_root, SysfsTreeWriter.PathOf(gpu), "numa_node"), new string('7', 10 << 20));
        File.WriteAllBytes(Path.Combine(_root, SysfsTreeWriter.PathOf(gpu), "local_cpulist"), [0, 1, 2, 0xff, 0xfe, 27]);
        Directory.Delete(Path.Combine(_root, "sys/class/net"), recursive: true);
        File.CreateSymbolicLink(Path.Combine(_root, "sys/class/net"), "net");
        ShellResult result = await NodectlAsync("topology", "--root", _root);
        Assert.Equal(2, result.ExitCode);
        Assert.Matches("^nodectl: sys/[^\n]*\\(and 2 more: see the findings\\)\n$", result.Error);
        Assert.Equal(8, SmiMatrix.Parse(result.Output).Columns.Count(c => c.StartsWith("GPU", StringComparison.Ordinal)));
        Assert.DoesNotContain("   at ", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_cannot_be_written_leaves_nothing_behind()
    {
        ShellResult result = await NodectlAsync("record", "-o", "/proc/none/x.tar.gz", "--root", _root);
        Assert.Equal(1, result.ExitCode);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    private async Task AssertBadAsync(string[] arguments, string expected)
    {
        ShellResult result = await NodectlAsync(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("nodectl: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private static Task<ShellResult> NodectlAsync(params string[] arguments) => Shell.RunAsync(Repository.Published("nodectl"), arguments);
}
