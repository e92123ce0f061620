using System.Text;
using NodeAgent.Agent.Topology;
using NodeAgent.Telemetry;
using NodeAgent.Telemetry.Prometheus;

namespace NodeAgent.Agent.Hosting;

/// <summary>What the agent serves to everybody who can reach its port: read-only.</summary>
internal static class AgentEndpoints
{
    private const string Index = """
        nodeagent

        /metrics         Prometheus text
        /healthz         200 while the topology is fresh
        /readyz          200 once there is a topology
        /topology.json   the topology, schema in docs/topology.md
        /topology.svg    the same, drawn

        """;

    /// <summary>Three missed intervals are no accident.</summary>
    private const int MissedIntervals = 3;

    public static void MapAgent(this EndpointTable endpoints, IServiceProvider services)
    {
        TopologyStore store = services.GetRequiredService<TopologyStore>();
        PrometheusExporter exporter = services.GetRequiredService<PrometheusExporter>();
        TimeProvider time = services.GetRequiredService<TimeProvider>();
        TimeSpan interval = services.GetRequiredService<AgentOptions>().RescanInterval;
        services.GetRequiredService<ProcessMetrics>();
        services.GetRequiredService<TopologyMetrics>();

        endpoints.MapGet("/", context => WriteAsync(context, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(Index)));
        endpoints.MapGet("/metrics", context => WriteAsync(
            context, PrometheusExporter.ContentType, Encoding.UTF8.GetBytes(exporter.Scrape())));
        endpoints.MapGet("/readyz", context => AnswerAsync(context, store.Current is null ? "no topology yet" : null));
        endpoints.MapGet("/healthz", context => AnswerAsync(context, store.Current switch
        {
            null => "no topology yet",
            { } snapshot when time.GetUtcNow() - snapshot.ReadAt > interval * MissedIntervals + TimeSpan.FromSeconds(30) =>
                $"the topology was last read at {snapshot.ReadAt:O}",
            _ => null,
        }));
        endpoints.MapGet("/topology.json", context => WriteAsync(context, "application/json", store.Current?.Json.Value));
        endpoints.MapGet("/topology.svg", context => WriteAsync(context, "image/svg+xml", store.Current?.Svg.Value));
    }

    public static Task AnswerAsync(HttpContext context, string? problem)
    {
        context.Response.StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return WriteAsync(context, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes((problem ?? "ok") + "\n"));
    }

    private static async Task WriteAsync(HttpContext context, string contentType, byte[]? body)
    {
        if (body is null)
        {
            await AnswerAsync(context, "no topology yet");
            return;
        }

        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
