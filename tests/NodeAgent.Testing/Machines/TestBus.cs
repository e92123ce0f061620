using NodeAgent.Core.Topology;

namespace NodeAgent.Testing.Machines;

/// <summary>A place where functions can be put: a root bus, or the bus below a bridge.</summary>
public sealed class TestBus
{
    private const uint ClassBridge = 0x060400;
    private readonly TestMachine _machine;
    private readonly string _root;
    private readonly IReadOnlyList<PciAddress> _ancestors;
    private readonly int? _numa;
    private readonly byte _bus;
    private readonly BusCounter _counter;
    private byte _nextDevice;

    internal TestBus(TestMachine machine, string root, IReadOnlyList<PciAddress> ancestors, int? numa, byte bus, BusCounter? counter = null)
    {
        _machine = machine;
        _root = root;
        _ancestors = ancestors;
        _numa = numa;
        _bus = bus;
        _counter = counter ?? new BusCounter(bus);
    }

    /// <summary>A root port, or the downstream port of a switch; gives the bus below it.</summary>
    public TestBus Port() => Below(Put(ClassBridge, 0x8086, 0x352a));

    /// <summary>A switch: its upstream port here, and the bus on which its downstream ports are.</summary>
    public TestBus Switch() => Below(Put(ClassBridge, 0x1000, 0xc030));

    public TestFunction Gpu(uint classCode = 0x030200, ushort vendor = 0x10de, ushort device = 0x2330) => Put(classCode, vendor, device);

    /// <summary>A NIC; each call puts another function of the same card when <paramref name="function"/> is not 0.</summary>
    public TestFunction Nic(string? rdma, string? netDevice = null, byte function = 0, PciAddress? physical = null, string linkLayer = "InfiniBand") =>
        Put(linkLayer == "Ethernet" ? 0x020000u : 0x020700u, 0x15b3, 0x1021, rdma, netDevice, function, physical, linkLayer);

    public TestFunction Put(
        uint classCode, ushort vendor, ushort device, string? rdma = null, string? netDevice = null, byte function = 0,
        PciAddress? physical = null, string linkLayer = "InfiniBand")
    {
        byte slot = function == 0 ? _nextDevice++ : (byte)(_nextDevice - 1);
        return _machine.Add(new TestFunction
        {
            Address = new PciAddress(DomainOf(_root), _bus, slot, function),
            Root = _root,
            Ancestors = _ancestors,
            Class = classCode,
            Vendor = vendor,
            Device = device,
            Numa = _numa,
            LocalCpus = _machine.LocalCpusOf(_numa),
            Rdma = rdma,
            NetDevice = netDevice,
            PhysicalFunction = physical,
            LinkLayer = linkLayer,
        });
    }

    private TestBus Below(TestFunction bridge) =>
        new(_machine, _root, [.. _ancestors, bridge.Address], _numa, _counter.Next(), _counter);

    private static uint DomainOf(string root) => Convert.ToUInt32(root[3..root.IndexOf(':', StringComparison.Ordinal)], 16);

    internal sealed class BusCounter(byte first)
    {
        private byte _last = first;

        public byte Next() => ++_last;
    }
}
