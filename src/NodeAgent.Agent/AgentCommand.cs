using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Linux.Nvml;
using NodeAgent.Shared;

namespace NodeAgent.Agent;

/// <summary>The command line of nodeagent.</summary>
internal static class AgentCommand
{
    public static RootCommand Create(Func<AgentOptions, CancellationToken, Task<int>> run)
    {
        var root = new EnvironmentOption<string>(
            "--root", "DIR", "Directory that holds the machine's sys and proc", "/", text => text);
        var nvml = new EnvironmentOption<NvmlOptions?>(
            "--nvml", "PATH", "libnvidia-ml to load, or none", "auto", NvmlOptions.FromArgument);
        var nvmlTimeout = new EnvironmentOption<TimeSpan>(
            "--nvml-timeout", "DURATION", "How long one NVML call may take before the driver counts as hung", "5s", OptionParsers.Duration);
        var listen = new EnvironmentOption<IPEndPoint>(
            "--listen", "ADDRESS:PORT", "Where /metrics, /healthz, /readyz and /topology.* are served", "127.0.0.1:9400", OptionParsers.EndPoint);
        var socket = new EnvironmentOption<string>(
            "--socket", "PATH", "Local control socket, or none", DefaultSocket(), text => text);
        var rescan = new EnvironmentOption<TimeSpan>(
            "--rescan-interval", "DURATION", "How often everything is read again without a kernel event", "1m", OptionParsers.Duration);
        var rules = new EnvironmentOption<ImmutableArray<DeviceRule>>(
            "--device-rules", "RULES", "More GPUs and NICs: role=vendor[:device][@class], separated by commas", "", OptionParsers.DeviceRules);
        var jsonLog = new EnvironmentOption<bool>(
            "--log-format", "text|json", "Form of the log on stderr", "text", text => text switch
            {
                "text" => false,
                "json" => true,
                _ => throw new FormatException($"'{text}' is neither text nor json"),
            });

        var command = new RootCommand(
            "Discovers the NUMA, PCIe and NVLink topology of this node's GPUs and NICs, prints it, and serves it.")
        {
            root.Option, nvml.Option, nvmlTimeout.Option, listen.Option, socket.Option, rescan.Option, rules.Option, jsonLog.Option,
        };
        command.SetAction((parsed, cancellationToken) => run(
            new AgentOptions
            {
                Root = root.Get(parsed),
                Nvml = nvml.Get(parsed) is { } options ? options with { CallDeadline = nvmlTimeout.Get(parsed) } : null,
                Listen = listen.Get(parsed),
                Socket = socket.Get(parsed) is "none" ? null : socket.Get(parsed),
                RescanInterval = rescan.Get(parsed),
                DeviceRules = rules.Get(parsed),
                JsonLog = jsonLog.Get(parsed),
            },
            cancellationToken));
        return command;
    }

    // The runtime directory of the system for root, of the user for others. Without one there is no place that nobody else
    // could have prepared.
    private static string DefaultSocket()
    {
        string? runtime = Environment.IsPrivilegedProcess ? "/run" : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return runtime is { Length: > 0 } ? Path.Combine(runtime, "nodeagent", "agent.sock") : "none";
    }
}
