using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using NodeAgent.Agent.Topology;
using NodeAgent.Linux.Nvml;
using NodeAgent.Shared;

namespace NodeAgent.Agent.Hosting;

/// <summary>What changes something. Answered on the local socket only; elsewhere these paths do not exist.</summary>
internal static partial class ControlEndpoints
{
    public static void MapControl(this EndpointTable endpoints, IServiceProvider services)
    {
        NvmlMonitor? nvml = services.GetRequiredService<NvmlHolder>().Monitor;
        RescanTrigger trigger = services.GetRequiredService<RescanTrigger>();
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("NodeAgent.Agent.Control");

        endpoints.MapPost("/nvml/release", LocalOnly(context => ReleaseAsync(context, nvml, trigger, logger)));
        endpoints.MapPost("/nvml/acquire", LocalOnly(context =>
        {
            nvml?.Acquire();
            trigger.Request();
            return AgentEndpoints.AnswerAsync(context, nvml is null ? "NVML is switched off (--nvml none)" : null);
        }));
        endpoints.MapPost("/rescan", LocalOnly(context =>
        {
            trigger.Request();
            return AgentEndpoints.AnswerAsync(context, null);
        }));
    }

    private static async Task ReleaseAsync(HttpContext context, NvmlMonitor? nvml, RescanTrigger trigger, ILogger logger)
    {
        TimeSpan? hold = null;
        if (context.Request.Query["hold"].ToString() is { Length: > 0 } text)
        {
            try
            {
                hold = OptionParsers.Duration(text);
            }
            catch (FormatException e)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                await context.Response.WriteAsync($"hold: {e.Message}\n", context.RequestAborted);
                return;
            }
        }

        if (nvml is null)
        {
            await AgentEndpoints.AnswerAsync(context, null);
            return;
        }

        (bool released, string? reason) = await nvml.ReleaseAsync(hold, context.RequestAborted);
        if (released)
        {
            LogReleased(logger, hold);
        }
        else
        {
            LogNotReleased(logger, reason);
        }

        trigger.Request();
        await AgentEndpoints.AnswerAsync(context, released ? null : $"not released: {reason}");
    }

    private static RequestDelegate LocalOnly(RequestDelegate next) => context =>
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket.AddressFamily == AddressFamily.Unix)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    };

    [LoggerMessage(1020, LogLevel.Information, "NVML released (hold {Hold})")]
    private static partial void LogReleased(ILogger logger, TimeSpan? hold);

    [LoggerMessage(1021, LogLevel.Warning, "NVML could not be released: {Reason}")]
    private static partial void LogNotReleased(ILogger logger, string? reason);
}
