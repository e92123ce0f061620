using NodeAgent.Testing;

namespace NodeAgent.Linux.Tests.Topology;

/// <summary>The trees of real machines, each unpacked once.</summary>
public sealed class UnpackedTrees : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    public async Task<string> GetAsync(string tree)
    {
        string target = _directory.Combine(tree);
        if (!Directory.Exists(target))
        {
            Directory.CreateDirectory(target);
            ShellResult tar = await Shell.RunAsync(
                "tar", ["-xf", Repository.Fixture("sysfs", tree + ".tar.bz2"), "-C", target, "--no-same-owner", "--mode=u+rwX"]);
            Assert.True(tar.ExitCode == 0, tar.Error);
        }

        return Directory.GetDirectories(target).Single();
    }
}
