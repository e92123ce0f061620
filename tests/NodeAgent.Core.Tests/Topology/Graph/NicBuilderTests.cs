using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Core.Tests.Topology.Graph;

public class NicBuilderTests
{
    [Fact]
    public void Rdma_devices_come_first_in_natural_order_as_nvidia_smi_numbers_them()
    {
        var machine = new TestMachine();
        TestBus root = machine.Root("pci0000:00", null);
        root.Port().Nic(null, "eno1", linkLayer: "Ethernet");
        root.Port().Nic("mlx5_10");
        root.Port().Nic("mlx5_2");
        root.Port().Nic("mlx5_bond_0");
        Assert.Equal(["mlx5_2", "mlx5_10", "mlx5_bond_0", "eno1"], machine.ToTopology().Nics.Select(n => n.RdmaDevice ?? n.NetDevice));
    }

    [Fact]
    public void Virtual_functions_come_after_everything_physical()
    {
        var machine = new TestMachine();
        TestBus slot = machine.Root("pci0000:00", null).Port();
        PciAddress physical = slot.Nic("mlx5_5").Address;
        slot.Nic("mlx5_1", function: 1, physical: physical);
        Assert.Equal(["mlx5_5", "mlx5_1"], machine.ToTopology().Nics.Select(n => n.RdmaDevice));
    }

    [Fact]
    public void A_function_of_an_odd_class_with_an_rdma_device_is_a_nic()
    {
        var machine = new TestMachine();
        machine.Root("pci0000:00", null).Port().Put(0x0c0600, 0x1077, 0x7322, rdma: "qib0");
        Assert.Equal("qib0", Assert.Single(machine.ToTopology().Nics).RdmaDevice);
    }

    [Fact]
    public void One_function_with_two_interfaces_is_one_nic_with_two_ports()
    {
        var machine = new TestMachine();
        PciAddress card = machine.Root("pci0000:00", null).Port().Nic(null, "eth0", linkLayer: "Ethernet").Address;
        NodeFacts facts = machine.ToFacts();
        NodeTopology topology = TopologyBuilder.Build(
            facts with { NetDevices = facts.NetDevices.Add(new NetDeviceFacts("eth1", card, "down", null)) }, DeviceCatalog.Default);
        Nic nic = Assert.Single(topology.Nics);
        Assert.Equal("eth0", nic.NetDevice);
        Assert.Equal<string>(["eth0", "eth1"], [.. nic.NetDevices]);
        Assert.Equal(["UP", "DOWN"], nic.Ports.Select(p => p.State));
        Assert.Null(nic.Ports[1].RateGbps);
    }

    [Fact]
    public void An_rdma_device_off_the_bus_is_said()
    {
        NodeTopology topology = TopologyBuilder.Build(
            new NodeFacts { RdmaDevices = [new RdmaDeviceFacts("rxe0", null, [])] }, DeviceCatalog.Default);
        Assert.Empty(topology.Nics);
        Assert.Contains(topology.Findings, f => f is { Id: FindingIds.NicUnplaced, Subject: "rxe0" });
    }
}
