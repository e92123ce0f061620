using System.Collections.Immutable;

namespace NodeAgent.Core.Topology.Rendering.Json;

/// <summary>
/// The JSON form of a topology, schema version 1: documented in docs/topology.md and kept stable. Fields may be added;
/// none is renamed, removed or given another meaning without a new version. Null is "not known".
/// </summary>
public sealed record TopologyDocument
{
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    public required DriverState Driver { get; init; }

    public CpuIdentity? Cpu { get; init; }

    public required ImmutableArray<PackageDocument> Packages { get; init; }

    public required ImmutableArray<NumaNodeDocument> NumaNodes { get; init; }

    public required ImmutableArray<GpuDocument> Gpus { get; init; }

    public required ImmutableArray<NicDocument> Nics { get; init; }

    public required ImmutableArray<RelationDocument> Relations { get; init; }

    public required ImmutableArray<PciDocument> Pci { get; init; }

    public required ImmutableArray<Finding> Findings { get; init; }
}

public sealed record PackageDocument(int Id, string Cpus, ImmutableArray<int> NumaNodes);

public sealed record NumaNodeDocument(
    int Id, string Cpus, long? MemoryBytes, ImmutableSortedDictionary<int, int> Distances, bool MemoryOnly, int? CpuNode);

public sealed record LinkDocument(int? Gen, int? Width, int? MaxGen, int? MaxWidth);

public sealed record RelationDocument(string A, string B, string Class, string PcieClass, string? Bridge, int NvLinks);

public sealed record NvLinkDocument(int Index, string State, int? Version, string Remote, string? RemoteBusId, int? SpeedMBps);

public sealed record GpuDocument
{
    public required string Name { get; init; }

    public required string? Uuid { get; init; }

    public required string Model { get; init; }

    public required string Vendor { get; init; }

    public required string PciBusId { get; init; }

    public required int? NumaNode { get; init; }

    public required bool NumaInferred { get; init; }

    public required string CpuAffinity { get; init; }

    public required string? PcieRoot { get; init; }

    public required string? PcieSwitch { get; init; }

    public required LinkDocument Link { get; init; }

    public required string? Driver { get; init; }

    public required int? DriverIndex { get; init; }

    public required int? Minor { get; init; }

    public required string? Serial { get; init; }

    public required long? MemoryBytes { get; init; }

    public required int? MemoryNumaNode { get; init; }

    public required string? ComputeCapability { get; init; }

    public required bool Lost { get; init; }

    public required ImmutableArray<NvLinkDocument> Nvlinks { get; init; }

    public required FabricMembership? Fabric { get; init; }

    public required C2cLink? C2c { get; init; }

    public required bool? MigEnabled { get; init; }

    public required ImmutableArray<MigInstance> MigInstances { get; init; }
}

public sealed record NicDocument
{
    public required string Name { get; init; }

    public required string? RdmaDevice { get; init; }

    public required string? Netdev { get; init; }

    public required ImmutableArray<string> Netdevs { get; init; }

    public required string Vendor { get; init; }

    public required string PciBusId { get; init; }

    public required int? NumaNode { get; init; }

    public required bool NumaInferred { get; init; }

    public required string CpuAffinity { get; init; }

    public required string? PcieRoot { get; init; }

    public required string? PcieSwitch { get; init; }

    public required LinkDocument Link { get; init; }

    public required string? Driver { get; init; }

    public required ImmutableArray<NicPort> Ports { get; init; }

    public required string? VirtualFunctionOf { get; init; }

    public required ImmutableArray<string> VirtualFunctions { get; init; }
}

public sealed record PciDocument
{
    public required string Address { get; init; }

    public required string Kind { get; init; }

    public required string Class { get; init; }

    public required string Vendor { get; init; }

    public required string Device { get; init; }

    public required string? Driver { get; init; }

    public required string? Root { get; init; }

    public required string? Parent { get; init; }

    public required int? NumaNode { get; init; }

    public required bool NumaInferred { get; init; }

    public required LinkDocument Link { get; init; }
}
