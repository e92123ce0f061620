using System.Collections.Immutable;

namespace NodeAgent.Core.Topology;

/// <summary>A network function: Ethernet, InfiniBand or EFA.</summary>
public sealed record Nic : TopologyDevice
{
    public required string Vendor { get; init; }

    /// <summary>The RDMA device (<c>mlx5_0</c>), or null.</summary>
    public string? RdmaDevice { get; init; }

    /// <summary>The first network interface of this function, or null.</summary>
    public string? NetDevice => NetDevices.IsDefaultOrEmpty ? null : NetDevices[0];

    /// <summary>All its network interfaces; a two-port ConnectX-3 has two on one function.</summary>
    public ImmutableArray<string> NetDevices { get; init; } = [];

    public ImmutableArray<NicPort> Ports { get; init; } = [];

    public bool IsVirtualFunction => Pci.PhysicalFunction is not null;
}

/// <summary>A port of a NIC.</summary>
/// <param name="Number">From 1, as the RDMA stack counts.</param>
/// <param name="LinkLayer"><c>InfiniBand</c> or <c>Ethernet</c>.</param>
/// <param name="State"><c>ACTIVE</c>, <c>DOWN</c>, ... for RDMA; operstate in upper case for plain Ethernet.</param>
/// <param name="PhysicalState"><c>LinkUp</c>, <c>Polling</c>, ... or null.</param>
/// <param name="RateGbps">Signalling rate in Gb/s, or null when down or untold.</param>
public sealed record NicPort(int Number, string LinkLayer, string State, string? PhysicalState, double? RateGbps);
