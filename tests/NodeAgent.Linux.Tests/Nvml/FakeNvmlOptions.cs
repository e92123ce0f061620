using NodeAgent.Linux.Nvml;
using NodeAgent.Testing;

namespace NodeAgent.Linux.Tests.Nvml;

internal static class FakeNvmlOptions
{
    /// <summary>Deadlines that a test can wait for.</summary>
    public static NvmlOptions Options(this FakeNvml fake) => new()
    {
        Libraries = [fake.Library],
        CallDeadline = TimeSpan.FromMilliseconds(200),
        InitDeadline = TimeSpan.FromSeconds(5),
    };
}
