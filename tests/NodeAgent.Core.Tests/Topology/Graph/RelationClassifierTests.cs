using NodeAgent.Core.Topology;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Core.Tests.Topology.Graph;

public class RelationClassifierTests
{
    private readonly TestMachine _machine = new TestMachine().Node(0, "0-3").Node(1, "4-7");

    [Fact]
    public void Two_ports_of_one_switch_are_PIX_and_the_bridge_is_its_upstream_port()
    {
        TestBus inside = _machine.Root("pci0000:10", 0).Port().Switch();
        inside.Port().Gpu();
        inside.Port().Nic("mlx5_0");
        Relation relation = Single();
        Assert.Equal(RelationClass.Pix, relation.Class);
        Assert.Equal("0000:11:00.0", relation.Bridge.ToString());
    }

    [Fact]
    public void Two_functions_of_one_card_are_PIX()
    {
        TestBus slot = _machine.Root("pci0000:10", 0).Port();
        slot.Nic("mlx5_0");
        slot.Nic("mlx5_1", function: 1);
        Assert.Equal(RelationClass.Pix, Single().Class);
        Assert.Equal("0000:10:00.0", Single().Bridge.ToString());
    }

    [Fact]
    public void A_switch_below_a_switch_is_PXB()
    {
        TestBus outer = _machine.Root("pci0000:10", 0).Port().Switch();
        outer.Port().Nic("mlx5_0");
        outer.Port().Switch().Port().Gpu();
        Assert.Equal(RelationClass.Pxb, Single().Class);
        Assert.Equal("0000:11:00.0", Single().Bridge.ToString());
    }

    [Fact]
    public void Two_switches_below_one_root_port_are_PXB()
    {
        // As a riser does: a switch whose ports carry switches.
        TestBus outer = _machine.Root("pci0000:10", 0).Port().Switch();
        outer.Port().Switch().Port().Gpu();
        outer.Port().Switch().Port().Gpu();
        Assert.Equal(RelationClass.Pxb, Single().Class);
    }

    [Fact]
    public void Two_root_ports_of_one_host_bridge_are_PHB()
    {
        TestBus root = _machine.Root("pci0000:10", 0);
        root.Port().Gpu();
        root.Port().Nic("mlx5_0");
        Assert.Equal(RelationClass.Phb, Single().Class);
        Assert.Null(Single().Bridge);
    }

    [Fact]
    public void Devices_directly_on_a_root_bus_as_in_virtual_machines_are_PHB()
    {
        TestBus root = _machine.Root("pci0000:00", 0);
        root.Gpu();
        root.Nic("mlx5_0");
        Assert.Equal(RelationClass.Phb, Single().Class);
    }

    [Fact]
    public void Host_bridges_of_one_node_are_NODE()
    {
        _machine.Root("pci0000:10", 0).Port().Gpu();
        _machine.Root("pci0000:20", 0).Port().Gpu();
        Assert.Equal(RelationClass.Node, Single().Class);
    }

    [Fact]
    public void Host_bridges_of_two_nodes_are_SYS()
    {
        _machine.Root("pci0000:10", 0).Port().Gpu();
        _machine.Root("pci0000:20", 1).Port().Gpu();
        Assert.Equal(RelationClass.Sys, Single().Class);
    }

    [Fact]
    public void Two_devices_of_which_no_node_is_known_are_SYS_not_NODE()
    {
        _machine.Root("pci0000:10", null).Port().Gpu();
        _machine.Root("pci0000:20", null).Port().Gpu();
        Assert.Equal(RelationClass.Sys, Single().Class);
    }

    [Fact]
    public void The_same_bus_number_in_another_domain_is_another_host_bridge()
    {
        _machine.Root("pci0000:10", 0).Port().Gpu();
        _machine.Root("pci0001:10", 0).Port().Gpu();
        Assert.Equal(RelationClass.Node, Single().Class);
    }

    [Fact]
    public void Relations_cover_every_pair_once()
    {
        NodeTopology topology = KnownMachines.Hgx().ToTopology();
        int devices = topology.Gpus.Length + topology.Nics.Length;
        Assert.Equal(20, devices);
        Assert.Equal(devices * (devices - 1) / 2, topology.Relations.Select(r => string.Join(' ', new[] { r.A, r.B }.Order())).Distinct().Count());
    }

    private Relation Single() => Assert.Single(_machine.ToTopology().Relations);
}
