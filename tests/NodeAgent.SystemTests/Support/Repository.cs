namespace NodeAgent.SystemTests.Support;

/// <summary>Where in this working tree the things are that a guest is made of.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Nodectl { get; } = Path.Combine(Root, "artifacts", "publish", "nodectl", "nodectl");

    public static string Nodeagent { get; } = Path.Combine(Root, "artifacts", "publish", "nodeagent", "nodeagent");

    public static string FakeNvml { get; } = Path.Combine(Root, "native", "build", "libnvidia-ml.so.1");

    public static string GuestKernel { get; } = Path.Combine(Root, "artifacts", "guest-kernel");

    /// <summary>What <c>make test</c> builds and installs. A test that cannot run must not pass.</summary>
    public static void EnsureComplete()
    {
        string[] missing =
        [
            .. new[] { Nodectl, Nodeagent, FakeNvml, Path.Combine(GuestKernel, "complete") }
                .Where(f => !File.Exists(f))
                .Select(f => Path.GetRelativePath(Root, f)),
            .. new[] { "qemu-system-x86_64", "busybox", "setpriv", "ldd" }.Where(p => FindProgram(p) is null),
        ];
        if (missing.Length > 0)
        {
            throw new InvalidOperationException(
                $"The system tests lack {string.Join(", ", missing)}. Run `make test`, which provides them.");
        }
    }

    public static string? FindProgram(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(File.Exists);

    private static string FindRoot()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "NodeAgent.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new InvalidOperationException("NodeAgent.sln is in no directory above the test assembly");
    }
}
