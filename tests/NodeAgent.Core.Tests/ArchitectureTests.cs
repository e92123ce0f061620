using System.Xml.Linq;
using NodeAgent.Testing;

namespace NodeAgent.Core.Tests;

/// <summary>The directions of docs and design: who may reference whom. Read from the project files.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["NodeAgent.Core"] = [],
        ["NodeAgent.Linux"] = ["NodeAgent.Core"],
        ["NodeAgent.Rpc"] = ["NodeAgent.Core"],
        ["NodeAgent.Kubernetes"] = ["NodeAgent.Core"],
        ["NodeAgent.Telemetry"] = ["NodeAgent.Core"],
        ["NodeAgent.Protocol"] = ["NodeAgent.Rpc"],
        ["NodeAgent.Agent"] = ["NodeAgent.Core", "NodeAgent.Linux", "NodeAgent.Rpc", "NodeAgent.Protocol", "NodeAgent.Kubernetes", "NodeAgent.Telemetry"],
        ["NodeAgent.Coordinator"] = ["NodeAgent.Core", "NodeAgent.Rpc", "NodeAgent.Protocol", "NodeAgent.Kubernetes", "NodeAgent.Telemetry"],
        ["NodeAgent.Ctl"] = ["NodeAgent.Core", "NodeAgent.Linux", "NodeAgent.Rpc", "NodeAgent.Protocol", "NodeAgent.Kubernetes"],
        ["NodeAgent.Bench"] = ["*"],
    };

    public static TheoryData<string> Projects => [.. Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
        .Where(p => Path.GetRelativePath(Repository.Root, p).Split('/')[0] is "src" or "tools")
        .Select(p => Path.GetRelativePath(Repository.Root, p))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Dependencies_point_one_way(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        Assert.True(s_allowed.TryGetValue(name, out string[]? allowed), $"{name} has no place in the architecture: add it to the table, with thought");
        if (allowed is not ["*"])
        {
            Assert.Empty(References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r)).Except(allowed));
        }
    }

    [Fact]
    public void Core_is_pure_no_package_no_framework()
    {
        string[] forbidden = [.. References("src/NodeAgent.Core/NodeAgent.Core.csproj", "PackageReference"), .. References("src/NodeAgent.Core/NodeAgent.Core.csproj", "FrameworkReference")];
        Assert.Empty(forbidden);
    }

    [Theory]
    [InlineData("System.IO.File.")]
    [InlineData("new FileStream(")]
    [InlineData("Directory.")]
    [InlineData("Environment.")]
    [InlineData("Console.")]
    [InlineData("TimeProvider.System")]
    [InlineData("Process.")]
    public void Core_does_no_IO(string call)
    {
        string[] offenders = [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", "NodeAgent.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains(call, StringComparison.Ordinal))];
        Assert.Empty(offenders);
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XElement.Load(Path.Combine(Repository.Root, project)).Descendants(kind)
            .Select(e => ((string?)e.Attribute("Include") ?? "").Replace('\\', '/'));
}
