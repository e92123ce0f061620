using NodeAgent.Core.Topology;
using NodeAgent.Linux.Files;
using NodeAgent.Testing;

namespace NodeAgent.Linux.Tests.Files;

public sealed class NodeFilesTests : IDisposable
{
    private readonly TempDirectory _root = new();
    private readonly NodeFiles _files;

    public NodeFilesTests()
    {
        Directory.CreateDirectory(_root.Combine("sys"));
        _files = new NodeFiles(_root.Path);
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Text_comes_whole_and_without_the_NULs_that_some_kernels_append()
    {
        _root.Write("sys/a", "0-3\n\0");
        _root.Write("sys/long", new string('x', 20_000));
        Assert.Equal("0-3\n", _files.ReadText("sys/a").Text);
        Assert.Equal(20_000, _files.ReadText("sys/long").Text!.Length);
        Assert.Equal(4096, _files.ReadHead("sys/long").Text!.Length);
    }

    [Fact]
    public void Every_failure_is_an_errno()
    {
        Directory.CreateDirectory(_root.Combine("sys/directory"));
        File.CreateSymbolicLink(_root.Combine("sys/loop"), "loop");
        _root.Write("sys/big", new string('x', 10 << 20));
        Assert.Equal(Errno.ENOENT, _files.ReadText("sys/none").Errno);
        Assert.Equal(Errno.EISDIR, _files.ReadText("sys/directory").Errno);
        Assert.Equal(Errno.ELOOP, _files.ReadText("sys/loop").Errno);
        Assert.Equal(Errno.ELOOP, _files.List("sys/loop").Errno);
        Assert.Equal(Errno.EFBIG, _files.ReadText("sys/big").Errno);
        Assert.Equal(Errno.ENOTDIR, _files.List("sys/big").Errno);
        Assert.Equal(Errno.EINVAL, _files.ReadLink("sys/big").Errno);
        Assert.Equal(Errno.ENAMETOOLONG, _files.ReadText(new string('a', 5000)).Errno);
    }

    [Fact]
    public async Task A_FIFO_does_not_hang_the_reader()
    {
        Assert.Equal(0, (await Shell.RunAsync("mkfifo", [_root.Combine("sys/fifo")])).ExitCode);
        Assert.Equal("", _files.ReadText("sys/fifo").Text);
    }

    [Fact]
    public void Directories_list_all_names_sorted()
    {
        string[] names = [.. Enumerable.Range(0, 2000).Select(i => $"entry{i:0000}")];
        foreach (string name in names.Reverse())
        {
            _root.Write($"sys/many/{name}", "");
        }

        Assert.Equal(names, _files.List("sys/many").Names);
    }

    [Fact]
    public void A_root_that_is_none_is_refused_with_the_remedy()
    {
        Assert.Contains("no such directory", Refused(_root.Combine("missing")), StringComparison.Ordinal);
        Assert.Contains("is a file", Refused(_root.Write("plain", "")), StringComparison.Ordinal);
        Directory.CreateDirectory(_root.Combine("fake-sys/bus"));
        Directory.CreateDirectory(_root.Combine("fake-sys/devices"));
        Assert.Contains("name the directory above it", Refused(_root.Combine("fake-sys")), StringComparison.Ordinal);
        Directory.CreateDirectory(_root.Combine("empty"));
        Assert.Contains("no directory 'sys'", Refused(_root.Combine("empty")), StringComparison.Ordinal);
    }

    private static string Refused(string root) => Assert.Throws<BadInputException>(() => new NodeFiles(root)).Message;
}
