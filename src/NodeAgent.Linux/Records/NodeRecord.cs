using System.Text.Json.Serialization;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Linux.Topology;

namespace NodeAgent.Linux.Records;

/// <summary>A whole node at one moment: its files and what NVML answered.</summary>
public sealed record NodeRecord(RecordManifest Manifest, FileRecord Files, NvmlSnapshot Nvml)
{
    /// <summary>Draws the conclusions that the live node would draw from the same facts.</summary>
    public NodeTopology Replay(DeviceCatalog catalog)
    {
        NodeFacts facts = SysfsTopologyReader.Read(Files, catalog);
        return TopologyBuilder.Build(facts with { Nvml = Nvml }, catalog);
    }
}

/// <summary>What a record says of itself.</summary>
public sealed record RecordManifest
{
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary>Program and version that wrote it.</summary>
    public required string Writer { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required bool Redacted { get; init; }

    public required IReadOnlyDictionary<string, string[]> Directories { get; init; }

    public required IReadOnlyDictionary<string, int> Errors { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RecordManifest))]
internal sealed partial class RecordJsonContext : JsonSerializerContext;
