using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Testing.Machines;

/// <summary>Turns a test machine into facts, without any file.</summary>
public static class TestMachineFacts
{
    public static NodeTopology ToTopology(this TestMachine machine, NvmlSnapshot? nvml = null) =>
        TopologyBuilder.Build(machine.ToFacts() with { Nvml = nvml ?? NvmlSnapshot.Disabled }, DeviceCatalog.Default);

    public static NodeFacts ToFacts(this TestMachine machine) => new()
    {
        NumaNodes = [.. machine.Nodes.Select(n => new NumaNodeFacts(n.Id, List(n.Cpus), n.MemoryBytes, [.. n.Distances ?? []]))],
        PossibleNodes = CpuSet.Of(machine.Nodes.Select(n => n.Id)),
        PciFunctions = [.. machine.Functions.Select(ToFacts)],
        NetDevices = [.. machine.Functions.Where(f => f.NetDevice is not null).Select(f => new NetDeviceFacts(f.NetDevice!, f.Address, "up", 400_000))],
        RdmaDevices = [.. machine.Functions.Where(f => f.Rdma is not null).Select(f => new RdmaDeviceFacts(
            f.Rdma!, f.Address, [new NicPort(1, f.LinkLayer, "ACTIVE", "LinkUp", 400)]))],
    };

    private static PciFunctionFacts ToFacts(TestFunction function) => new()
    {
        Address = function.Address,
        Path = new PciPath(function.Root, [.. function.Ancestors]),
        ClassCode = function.Class,
        VendorId = function.Vendor,
        DeviceId = function.Device,
        NumaNode = function.Numa ?? -1,
        LocalCpus = List(function.LocalCpus),
        PhysicalFunction = function.PhysicalFunction,
        Link = new PcieLink(32, 16, 32, 16),
    };

    private static CpuSet List(string text) => CpuSet.TryParseList(text, out CpuSet set) ? set : throw new FormatException(text);
}
