using NodeAgent.Core.Topology;
using NodeAgent.Linux.Uevents;

namespace NodeAgent.Agent.Topology;

/// <summary>Turns the kernel's hot-plug messages into rescans.</summary>
internal sealed partial class UeventService(RescanTrigger trigger, TopologyMetrics metrics, ILogger<UeventService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using UeventSocket? socket = UeventSocket.TryOpen(out Errno errno);
        if (socket is null)
        {
            LogNoUevents(errno);
            return;
        }

        try
        {
            while (true)
            {
                Uevent uevent = await socket.ReceiveAsync(stoppingToken);
                if (uevent.ConcernsTopology)
                {
                    metrics.UeventSeen(uevent.Subsystem);
                    LogUevent(uevent.Action, uevent.Path);
                    trigger.Request();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the program.
        }
    }

    [LoggerMessage(1010, LogLevel.Warning, "No kernel events ({Errno}): changes are seen at the next interval only")]
    private partial void LogNoUevents(Errno errno);

    [LoggerMessage(1011, LogLevel.Debug, "Kernel event {Action} {Path}")]
    private partial void LogUevent(string action, string path);
}
