using System.Collections.Immutable;
using System.Net;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Linux.Nvml;

namespace NodeAgent.Agent;

/// <summary>What the agent is told at its start.</summary>
public sealed record AgentOptions
{
    /// <summary>Below which directory the machine's sys and proc are.</summary>
    public string Root { get; init; } = "/";

    /// <summary>How to use NVML; null not at all.</summary>
    public NvmlOptions? Nvml { get; init; } = new();

    /// <summary>Where /metrics and the others are served. Loopback, until somebody says otherwise.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 9400);

    /// <summary>The local control socket; null for none.</summary>
    public string? Socket { get; init; }

    /// <summary>How often everything is read again without being told to.</summary>
    public TimeSpan RescanInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Device rules that come before the built-in ones.</summary>
    public ImmutableArray<DeviceRule> DeviceRules { get; init; } = [];

    /// <summary>Log lines as JSON.</summary>
    public bool JsonLog { get; init; }
}
