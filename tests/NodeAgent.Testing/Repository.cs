namespace NodeAgent.Testing;

/// <summary>Where things lie: the checkout, what was built in it, and the recorded data of real machines beside it.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of real-machine data, or null where it is not at hand.</summary>
    public static string? Fixtures { get; } =
        Path.GetFullPath(Path.Combine(Root, "..", "shared", "fixtures")) is var path && Directory.Exists(path) ? path : null;

    public static string NvmlLibrary { get; } = Path.Combine(Root, "native", "build", "libnvidia-ml.so.1");

    public static string OldNvmlLibrary { get; } = Path.Combine(Root, "native", "build", "libnvidia-ml-r470.so.1");

    public static string Scenario(string name) => Path.Combine(Root, "native", "nvml", "scenarios", name + ".ini");

    public static string Published(string program) => Path.Combine(Root, "artifacts", "publish", program, program);

    public static string Fixture(params string[] parts) => Path.Combine([Fixtures!, .. parts]);

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "NodeAgent.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("the tests are not run from inside the checkout");
    }
}

/// <summary>A fact over recorded data of real machines; skipped, with the reason, where the data is not at hand.</summary>
public sealed class FixtureFactAttribute : Xunit.FactAttribute
{
    public FixtureFactAttribute() => Skip = FixtureSkip.Reason;
}

/// <inheritdoc cref="FixtureFactAttribute"/>
public sealed class FixtureTheoryAttribute : Xunit.TheoryAttribute
{
    public FixtureTheoryAttribute() => Skip = FixtureSkip.Reason;
}

internal static class FixtureSkip
{
    public static string? Reason => Repository.Fixtures is null ? "../shared/fixtures is not beside this checkout" : null;
}
