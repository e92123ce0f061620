using System.Net.Sockets;
using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;
using NodeAgent.Agent.Topology;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Linux.Files;
using NodeAgent.Linux.Nvml;
using NodeAgent.Telemetry;
using NodeAgent.Telemetry.Prometheus;

namespace NodeAgent.Agent.Hosting;

/// <summary>Composes the agent and runs it.</summary>
internal static class AgentHost
{
    /// <summary>SIGTERM to exit in less than two seconds, whatever a client does.</summary>
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(1);

    public static string Version { get; } =
        typeof(AgentHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static async Task<int> RunAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        if (ListenProblem(options) is { } problem)
        {
            await Console.Error.WriteLineAsync($"nodeagent: cannot listen on {options.Listen}: {problem}; another agent? Choose with --listen");
            return ExitCodes.Failed;
        }

        using LocalSocket socket = LocalSocket.Prepare(options.Socket);
        await using WebApplication app = Build(options, socket);
        await app.StartAsync(cancellationToken);
        socket.Restrict();
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Success;
    }

    internal static WebApplication Build(AgentOptions options, LocalSocket socket)
    {
        // The empty builder: no configuration files, no reload threads, nothing that an agent does not need.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        AddServices(builder.Services, options);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options, socket));
        AddLogging(builder.Logging, options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_shutdown);

        WebApplication app = builder.Build();
        var endpoints = new EndpointTable();
        endpoints.MapAgent(app.Services);
        endpoints.MapControl(app.Services);
        app.Run(endpoints.DispatchAsync);
        return app;
    }

    // Asked before anything is read or printed: the commonest mistake is a second agent.
    private static string? ListenProblem(AgentOptions options)
    {
        try
        {
            using var probe = new Socket(options.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(options.Listen);
            return null;
        }
        catch (SocketException e)
        {
            return e.Message;
        }
    }

    private static void AddServices(IServiceCollection services, AgentOptions options)
    {
        // Made first: the reading of the node goes on while the rest is put together.
        var files = new NodeFiles(options.Root);
        var nvml = new NvmlHolder(options.Nvml is null ? null : new NvmlMonitor(options.Nvml, TimeProvider.System));
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<TopologyStore>();
        services.AddSingleton<RescanTrigger>();
        services.AddSingleton<TopologyMetrics>();
        services.AddSingleton<MeterScope>();
        services.AddSingleton<PrometheusExporter>();
        services.AddSingleton(provider => new ProcessMetrics(provider.GetRequiredService<MeterScope>(), "node_agent_build_info", Version));
        services.AddSingleton(_ => nvml);
        services.AddSingleton(new TopologySource(files, nvml.Monitor, new DeviceCatalog(options.DeviceRules)));
        services.AddHostedService<TopologyService>();
        // Events of this kernel say nothing about a tree that was copied from another machine.
        if (options.Root.TrimEnd('/').Length == 0)
        {
            services.AddHostedService<UeventService>();
        }
    }

    private static void Listen(KestrelServerOptions kestrel, AgentOptions options, LocalSocket socket)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 64;
        kestrel.Listen(options.Listen, listen => listen.Protocols = HttpProtocols.Http1);
        if (socket.Path is { } path)
        {
            kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http1);
        }
    }

    // stdout carries the topology, stderr the log.
    private static void AddLogging(ILoggingBuilder logging, AgentOptions options)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (options.JsonLog)
        {
            logging.AddJsonConsole(json => json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ");
        }
        else
        {
            logging.AddSimpleConsole(simple =>
            {
                simple.SingleLine = true;
                simple.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                simple.UseUtcTimestamp = true;
                simple.ColorBehavior = Console.IsErrorRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
            });
        }
    }
}

/// <summary>NVML, or nothing where it is switched off.</summary>
internal sealed class NvmlHolder(NvmlMonitor? monitor) : IDisposable
{
    public NvmlMonitor? Monitor { get; } = monitor;

    public void Dispose() => Monitor?.Dispose();
}
