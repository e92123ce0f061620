using System.Diagnostics;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Rendering;

namespace NodeAgent.Agent.Topology;

/// <summary>Keeps the store current: reads once at the start, then on kernel events and at intervals.</summary>
internal sealed partial class TopologyService(
    TopologySource source,
    TopologyStore store,
    RescanTrigger trigger,
    TopologyMetrics metrics,
    AgentOptions options,
    TimeProvider time,
    ILogger<TopologyService> logger) : BackgroundService
{
    /// <summary>A hot-plug is a burst of events; the last one is the one to read after.</summary>
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the first read before the server listens, so that the first answer is a whole one.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        (NodeTopology topology, bool complete) = await source.First.WaitAsync(cancellationToken);
        Publish(topology, started);
        if (!complete)
        {
            trigger.Request();
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Rendered beside the start of the server, so that the first reader does not wait for it.
            TopologyStore.Snapshot first = store.Current!;
            _ = first.Json.Value;
            await PrintAsync(first.Topology, stoppingToken);
            while (true)
            {
                if (await trigger.WaitAsync(options.RescanInterval, time, stoppingToken))
                {
                    await Task.Delay(s_settle, time, stoppingToken);
                    trigger.Clear();
                }

                await RescanAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the program.
        }
    }

    // In one piece: a reader of the pipe must not see half a matrix.
    private static async Task PrintAsync(NodeTopology topology, CancellationToken cancellationToken)
    {
        await Console.Out.WriteAsync(new TopologyTable(colour: !Console.IsOutputRedirected).Render(topology).AsMemory(), cancellationToken);
        await Console.Out.FlushAsync(cancellationToken);
    }

    private async Task RescanAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        try
        {
            Publish(await source.ReadAsync(cancellationToken), started);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The last good picture stays; /healthz tells when it gets too old.
            metrics.ReadFailed();
            LogReadFailed(e);
        }
    }

    private void Publish(NodeTopology topology, long started)
    {
        bool changed = store.Update(topology, time.GetUtcNow());
        TimeSpan duration = Stopwatch.GetElapsedTime(started);
        metrics.ReadDone(duration, changed);
        if (changed)
        {
            LogRead(topology.Gpus.Length, topology.Nics.Length, topology.NumaNodes.Length, topology.Findings.Length, duration.TotalMilliseconds);
        }
    }

    [LoggerMessage(1000, LogLevel.Information, "Topology: {Gpus} GPUs, {Nics} NICs, {Nodes} NUMA nodes, {Findings} findings, read in {Milliseconds:0.0} ms")]
    private partial void LogRead(int gpus, int nics, int nodes, int findings, double milliseconds);

    [LoggerMessage(1001, LogLevel.Error, "Topology could not be read; the last one is still served")]
    private partial void LogReadFailed(Exception exception);
}
