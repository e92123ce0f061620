using NodeAgent.Agent.Topology;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Linux.Files;
using NodeAgent.Linux.Nvml;
using NodeAgent.Testing;

namespace NodeAgent.Bench.Topology;

/// <summary>The agent's warm re-read: files, NVML, all conclusions, and the comparison with the picture before.</summary>
internal static class ReadBench
{
    private const int WarmUp = 1000;
    private const int Runs = 200;

    public static async Task RunAsync(Report report, BenchMachines machines)
    {
        if (machines.Real is { } real)
        {
            double lstopo = await Samples.MedianMillisecondsAsync(3, 21, () => Shell.RunAsync("lstopo-no-graphics", ["-i", real, "--if", "fsroot", "--of", "xml", "-"]));
            report.Compare("warm re-read, 32intel64 8 VE", await ReadAsync(real, nvml: null), "ms", "lstopo -i, process", lstopo);
        }
        else
        {
            report.Skip("warm re-read, 32intel64 8 VE", "../shared/fixtures is not at hand");
        }

        report.Compare("warm re-read, 8 GPU + 12 NIC, files", await ReadAsync(machines.Hgx, nvml: null), "ms", "limit", 5);
        report.Note("the same with 60 other PCI functions, files", await ReadAsync(machines.Crowded, nvml: null), "ms");
        using var fake = new FakeNvml("hgx-h100");
        using var monitor = new NvmlMonitor(new NvmlOptions { Libraries = [fake.Library] }, TimeProvider.System);
        report.Compare("warm re-read, 8 GPU + 12 NIC, with NVML", await ReadAsync(machines.Hgx, monitor), "ms", "limit", 5);
    }

    private static Task<double> ReadAsync(string root, NvmlMonitor? nvml)
    {
        var source = new TopologySource(new NodeFiles(root), nvml, DeviceCatalog.Default);
        var store = new TopologyStore();
        return Samples.MedianMillisecondsAsync(WarmUp, Runs, async () =>
        {
            NodeTopology topology = await source.ReadAsync(CancellationToken.None);
            store.Update(topology, DateTimeOffset.UnixEpoch);
        });
    }
}
