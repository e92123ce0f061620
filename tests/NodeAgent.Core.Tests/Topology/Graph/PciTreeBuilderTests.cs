using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Core.Tests.Topology.Graph;

public class PciTreeBuilderTests
{
    [Fact]
    public void Bridges_are_told_apart_by_their_place()
    {
        NodeTopology topology = KnownMachines.Hgx().ToTopology();
        PciFunctionKind[] kinds = [.. topology.Gpus[0].Pci.Ancestors.Select(a => topology.Pci.Find(a)!.Kind)];
        Assert.Equal(
            [
                PciFunctionKind.RootPort, PciFunctionKind.SwitchUpstreamPort, PciFunctionKind.SwitchDownstreamPort,
                PciFunctionKind.SwitchUpstreamPort, PciFunctionKind.SwitchDownstreamPort,
            ],
            kinds);
    }

    [Fact]
    public void The_nearest_switch_names_a_device_and_a_root_port_is_none()
    {
        NodeTopology topology = KnownMachines.Hgx().ToTopology();
        Assert.Equal("0000:19:00.0", topology.Gpus[0].Switch.ToString());
        Assert.Null(topology.Nics[1].Switch);
    }

    [Fact]
    public void A_bridge_without_bridges_below_is_no_switch()
    {
        var machine = new TestMachine();
        machine.Root("pci0000:00", null).Port().Switch().Put(0x030000, 0x1a03, 0x2000);
        NodeTopology topology = machine.ToTopology();
        Assert.Equal(PciFunctionKind.Bridge, topology.Pci.Find(PciAddress.Parse("0000:01:00.0"))!.Kind);
    }

    [Fact]
    public void The_capability_has_the_last_word_on_what_a_port_is()
    {
        PciFunctionFacts port = new()
        {
            Address = PciAddress.Parse("0000:01:00.0"),
            ClassCode = 0x060400,
            Path = new PciPath("pci0000:00", []),
            PortType = PciePortType.PcieToPciBridge,
        };
        Assert.Equal(PciFunctionKind.Bridge, TopologyBuilder.Build(new NodeFacts { PciFunctions = [port] }, DeviceCatalog.Default).Pci.Functions[0].Kind);
    }

    [Fact]
    public void Behind_VMD_the_root_port_is_below_an_endpoint()
    {
        PciAddress vmd = PciAddress.Parse("0000:64:00.5"), port = PciAddress.Parse("10000:00:02.0");
        NodeFacts facts = new()
        {
            PciFunctions =
            [
                new() { Address = vmd, ClassCode = 0x010400, Path = new PciPath("pci0000:64", []) },
                new() { Address = port, ClassCode = 0x060400, Path = new PciPath("pci0000:64", [vmd]) },
            ],
        };
        Assert.Equal(PciFunctionKind.RootPort, TopologyBuilder.Build(facts, DeviceCatalog.Default).Pci.Find(port)!.Kind);
    }

    [Fact]
    public void Virtual_functions_and_their_physical_function_know_each_other()
    {
        var machine = new TestMachine();
        TestBus slot = machine.Root("pci0000:00", null).Port();
        PciAddress physical = slot.Nic("mlx5_0").Address;
        slot.Nic("mlx5_1", function: 1, physical: physical);
        slot.Nic("mlx5_2", function: 2, physical: physical);
        NodeTopology topology = machine.ToTopology();
        Assert.Equal(2, topology.Pci.Find(physical)!.VirtualFunctions.Length);
        Assert.All(topology.Nics.Skip(1), nic => Assert.Equal(physical, nic.Pci.PhysicalFunction));
    }

    [Fact]
    public void An_address_that_comes_twice_is_taken_once()
    {
        PciFunctionFacts gpu = new() { Address = PciAddress.Parse("0000:01:00.0"), ClassCode = 0x030200, VendorId = 0x10de };
        NodeTopology topology = TopologyBuilder.Build(new NodeFacts { PciFunctions = [gpu, gpu with { ClassCode = 0x020000 }] }, DeviceCatalog.Default);
        Assert.Single(topology.Gpus);
        Assert.Empty(topology.Nics);
    }
}
