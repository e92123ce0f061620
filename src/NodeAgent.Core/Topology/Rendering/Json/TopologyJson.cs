using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NodeAgent.Core.Topology.Rendering.Json;

/// <summary>Renders a topology as JSON.</summary>
public static class TopologyJson
{
    private static readonly TopologyJsonContext s_indented = new(new JsonSerializerOptions(TopologyJsonContext.Default.Options)
    {
        WriteIndented = true,
        // The text goes to files and terminals, not into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Render(NodeTopology topology) =>
        JsonSerializer.SerializeToUtf8Bytes(ToDocument(topology), s_indented.TopologyDocument);

    public static TopologyDocument ToDocument(NodeTopology topology) => new()
    {
        Driver = topology.Driver,
        Cpu = topology.Cpu,
        Packages = [.. topology.Packages.Select(p => new PackageDocument(p.Id, p.Cpus.ToString(), p.NumaNodes))],
        NumaNodes = [.. topology.NumaNodes.Select(n => new NumaNodeDocument(
            n.Id, n.Cpus.ToString(), n.MemoryBytes, n.Distances, n.IsMemoryOnly, n.CpuNode))],
        Gpus = [.. topology.Gpus.Select(ToGpu)],
        Nics = [.. topology.Nics.Select(ToNic)],
        Relations = [.. topology.Relations.Select(r => new RelationDocument(
            r.A, r.B, r.Label, Relation.LabelOf(r.PcieClass), r.Bridge?.ToString(), r.NvLinks))],
        Pci = [.. topology.Pci.Functions.Select(ToPci)],
        Findings = topology.Findings,
    };

    private static GpuDocument ToGpu(Gpu gpu) => new()
    {
        Name = gpu.Name,
        Uuid = gpu.Uuid,
        Model = gpu.Model,
        Vendor = gpu.Vendor,
        PciBusId = gpu.Pci.Address.ToString(),
        NumaNode = gpu.Pci.Numa.Node,
        NumaInferred = gpu.Pci.Numa.Source == NumaSource.Inferred,
        CpuAffinity = gpu.CpuAffinity.ToString(),
        PcieRoot = gpu.Pci.Root,
        PcieSwitch = gpu.Switch?.ToString(),
        Link = ToLink(gpu.Pci.Link),
        Driver = gpu.Pci.Driver,
        DriverIndex = gpu.DriverIndex,
        Minor = gpu.Minor,
        Serial = gpu.Serial,
        MemoryBytes = gpu.MemoryBytes,
        MemoryNumaNode = gpu.MemoryNumaNode,
        ComputeCapability = gpu.ComputeCapability,
        Lost = gpu.IsLost,
        Nvlinks = [.. gpu.NvLinks.Select(l => new NvLinkDocument(
            l.Index,
            l.Active switch { true => "up", false => "down", null => "unknown" },
            l.Version,
            Word(l.Remote),
            l.RemoteAddress?.ToString(),
            l.SpeedMBps))],
        Fabric = gpu.Fabric,
        C2c = gpu.C2c,
        MigEnabled = gpu.MigEnabled,
        MigInstances = gpu.MigInstances,
    };

    private static NicDocument ToNic(Nic nic) => new()
    {
        Name = nic.Name,
        RdmaDevice = nic.RdmaDevice,
        Netdev = nic.NetDevice,
        Netdevs = nic.NetDevices,
        Vendor = nic.Vendor,
        PciBusId = nic.Pci.Address.ToString(),
        NumaNode = nic.Pci.Numa.Node,
        NumaInferred = nic.Pci.Numa.Source == NumaSource.Inferred,
        CpuAffinity = nic.CpuAffinity.ToString(),
        PcieRoot = nic.Pci.Root,
        PcieSwitch = nic.Switch?.ToString(),
        Link = ToLink(nic.Pci.Link),
        Driver = nic.Pci.Driver,
        Ports = nic.Ports,
        VirtualFunctionOf = nic.Pci.PhysicalFunction?.ToString(),
        VirtualFunctions = [.. nic.Pci.VirtualFunctions.Select(v => v.ToString())],
    };

    private static PciDocument ToPci(PciFunction function) => new()
    {
        Address = function.Address.ToString(),
        Kind = Word(function.Kind),
        Class = $"0x{function.ClassCode:x6}",
        Vendor = $"0x{function.VendorId:x4}",
        Device = $"0x{function.DeviceId:x4}",
        Driver = function.Driver,
        Root = function.Root,
        Parent = function.Parent?.ToString(),
        NumaNode = function.Numa.Node,
        NumaInferred = function.Numa.Source == NumaSource.Inferred,
        Link = ToLink(function.Link),
    };

    private static LinkDocument ToLink(PcieLink link) => new(link.Generation, link.Width, link.MaxGeneration, link.MaxWidth);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TopologyDocument))]
internal sealed partial class TopologyJsonContext : JsonSerializerContext;
