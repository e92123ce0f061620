using System.Text.Json;

namespace NodeAgent.SystemTests.Expected;

/// <summary>What a reader of the published JSON takes from it; docs/topology.md tells what the fields mean.</summary>
internal sealed record TopologyDocument(
    IReadOnlyList<NumaNodeDocument> NumaNodes,
    IReadOnlyList<DeviceDocument> Gpus,
    IReadOnlyList<DeviceDocument> Nics,
    IReadOnlyList<RelationDocument> Relations)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public IEnumerable<DeviceDocument> Devices => [.. Gpus, .. Nics];

    public static TopologyDocument Parse(byte[] json) => JsonSerializer.Deserialize<TopologyDocument>(json, s_options)!;

    /// <summary>The relation of two devices, whichever of them it names first.</summary>
    public RelationDocument Between(string address, string otherAddress)
    {
        string a = NameOf(address);
        string b = NameOf(otherAddress);
        return Relations.Single(r => (r.A == a && r.B == b) || (r.A == b && r.B == a));
    }

    private string NameOf(string address) => Devices.Single(d => d.PciBusId == address).Name;
}

internal sealed record NumaNodeDocument(int Id, string Cpus, long MemoryBytes, IReadOnlyDictionary<int, int> Distances, bool MemoryOnly);

internal sealed record RelationDocument(string A, string B, string Class, string PcieClass, string? Bridge, int NvLinks);

/// <summary>A GPU or a NIC.</summary>
internal sealed record DeviceDocument(
    string Name,
    string PciBusId,
    string? PcieRoot,
    string? PcieSwitch,
    int? NumaNode,
    string CpuAffinity,
    string? Uuid,
    string? Model,
    string? Netdev,
    string? VirtualFunctionOf,
    IReadOnlyList<string>? VirtualFunctions);
