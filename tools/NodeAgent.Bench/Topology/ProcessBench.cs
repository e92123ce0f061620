using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NodeAgent.Testing;

namespace NodeAgent.Bench.Topology;

/// <summary>Whole published processes.</summary>
internal static class ProcessBench
{
    public static async Task RunAsync(Report report, BenchMachines machines)
    {
        string nodectl = Repository.Published("nodectl");
        report.Compare(
            "nodectl topology, whole process",
            await Samples.MedianMillisecondsAsync(2, 15, () => Shell.RunAsync(nodectl, ["topology", "--root", machines.Hgx])), "ms", "limit", 150);
        report.Compare("nodeagent, start to served topology", await StartToServedAsync(machines.Hgx), "ms", "limit", 200);
        report.Note("nodeagent, mean re-read in the running process", await MeanReadAsync(machines.Hgx), "ms");
    }

    private static async Task<double> StartToServedAsync(string root)
    {
        double[] samples = new double[9];
        for (int i = 0; i < samples.Length; i++)
        {
            long started = Stopwatch.GetTimestamp();
            await using BenchAgent agent = BenchAgent.Start(root, TimeSpan.FromMinutes(1));
            await agent.WaitUntilServedAsync();
            samples[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return Samples.Median(samples);
    }

    // What the published program itself says of its reads, warmed up by a short interval.
    private static async Task<double> MeanReadAsync(string root)
    {
        await using BenchAgent agent = BenchAgent.Start(root, TimeSpan.FromMilliseconds(20));
        await agent.WaitUntilServedAsync();
        await Wait.UntilAsync(async () => (await agent.ReadsAsync()).Count > 200, "the agent to warm up");
        (double count, double sum) = await agent.ReadsAsync();
        await Wait.UntilAsync(async () => (await agent.ReadsAsync()).Count > count + 200, "the agent to read");
        (double laterCount, double laterSum) = await agent.ReadsAsync();
        return (laterSum - sum) / (laterCount - count) * 1000;
    }
}

/// <summary>A published agent on a free port.</summary>
internal sealed class BenchAgent : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client;

    private BenchAgent(Process process, int port)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public int Id => _process.Id;

    public static BenchAgent Start(string root, TimeSpan interval)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var start = new ProcessStartInfo(
            Repository.Published("nodeagent"),
            ["--root", root, "--nvml", "none", "--socket", "none", "--listen", $"127.0.0.1:{port}", "--rescan-interval", $"{interval.TotalMilliseconds}ms"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new BenchAgent(process, port);
    }

    /// <summary>
    /// Waits for the whole topology on the first connection that is accepted. Asked every few milliseconds and over a bare
    /// socket: a client that spins, or that starts an HTTP stack of its own, would take the core that the agent starts on.
    /// </summary>
    public async Task WaitUntilServedAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, _client.BaseAddress!.Port);
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
                continue;
            }

            await socket.SendAsync("GET /topology.json HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n"u8.ToArray());
            int length, total = 0;
            while ((length = await socket.ReceiveAsync(buffer)) > 0)
            {
                total += length;
            }

            if (total < 1000)
            {
                throw new InvalidOperationException($"the agent answered {total} bytes to /topology.json");
            }

            return;
        }
    }

    public async Task<(double Count, double Sum)> ReadsAsync()
    {
        string[] lines = (await _client.GetStringAsync("/metrics")).Split('\n');
        return (Value(lines, "node_agent_topology_read_duration_seconds_count"), Value(lines, "node_agent_topology_read_duration_seconds_sum"));
    }

    public Task ScrapeAsync() => _client.GetStringAsync("/metrics");

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
    }

    private static double Value(string[] lines, string name) => double.Parse(
        lines.First(l => l.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
