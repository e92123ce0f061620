using System.Globalization;

namespace NodeAgent.SystemTests.Machine;

/// <summary>
/// The machine of the tests: two NUMA nodes, three PCIe roots with NUMA affinity and one without, two switches, one
/// under the other. The one description that qemu is started from and that the programs' answers are compared with.
/// </summary>
internal sealed class MachineModel
{
    /// <summary>What is built in: here firmware tells no NUMA node, and hot-plug is ACPI's.</summary>
    private readonly PciNode _builtIn = new("pcie.0", PciNodeKind.Root, null);

    private readonly List<PciNode> _nodes = [];
    private int _lastSlot;

    public MachineModel()
    {
        PciNode rootA = AddRoot("pxbA", 0x20, 0);
        PciNode rootB = AddRoot("pxbB", 0x40, 0);
        PciNode rootC = AddRoot("pxbC", 0x60, 1);

        PciNode upper = Add("up1", PciNodeKind.SwitchUpstream, AddPort("rpA0", rootA));
        AddNic(1, AddPort("dn10", upper));
        AddGpu(1, AddPort("dn11", upper));
        AddGpu(2, AddPort("dn13", upper));
        PciNode lower = Add("up2", PciNodeKind.SwitchUpstream, AddPort("dn12", upper));
        AddNic(2, AddPort("dn20", lower));
        AddGpu(3, AddPort("dn21", lower));
        AddGpu(4, AddPort("rpA1", rootA));

        AddNic(3, AddPort("rpB0", rootB));
        AddGpu(5, AddPort("rpB1", rootB));

        AddNic(4, AddPort("rpC0", rootC));
        Nvme = Add("nvme0", PciNodeKind.Nvme, AddPort("rpC1", rootC),
            ("serial", "n0"), ("subsys", "ss0"), ("sriov_max_vfs", "4"), ("sriov_vq_flexible", "8"), ("sriov_vi_flexible", "4"));

        AddNic(5, AddPort("rpZ0", _builtIn, address: 8));
    }

    public const int MemoryMiBPerNode = 384;

    /// <summary>Distance between the two NUMA nodes.</summary>
    public const int FarDistance = 21;

    /// <summary>The device that has virtual functions.</summary>
    public PciNode Nvme { get; }

    public IEnumerable<PciNode> Gpus => _nodes.Where(n => n.Kind == PciNodeKind.Gpu);

    public IEnumerable<PciNode> Nics => _nodes.Where(n => n.Kind == PciNodeKind.Nic);

    public PciNode this[string id] => _nodes.Single(n => n.Id == id);

    /// <summary>The arguments of qemu that make the PCIe tree.</summary>
    public IEnumerable<string> DeviceArguments()
    {
        // The subsystem of an SR-IOV capable NVMe has no place in the tree.
        yield return "-device";
        yield return "nvme-subsys,id=ss0,nqn=ss0";
        foreach (PciNode node in _nodes)
        {
            yield return "-device";
            yield return string.Join(',', node.DeviceProperties.Select((p, i) => i == 0 ? p.Value : $"{p.Key}={p.Value}"));
        }
    }

    public static string MacOf(PciNode nic) => nic.Properties.Single(p => p.Key == "mac").Value;

    private PciNode AddRoot(string id, int bus, int numaNode) => Keep(new PciNode(
        id, PciNodeKind.Root, null, ("bus_nr", $"{bus}"), ("numa_node", $"{numaNode}"))
    {
        BusNumber = bus,
        NumaNode = numaNode,
    });

    private PciNode AddPort(string id, PciNode parent, int? address = null)
    {
        int slot = ++_lastSlot;
        bool downstream = parent.Kind == PciNodeKind.SwitchUpstream;
        List<(string, string)> properties =
        [
            ("addr", (address ?? _nodes.Count(n => n.Parent == parent)).ToString("x", CultureInfo.InvariantCulture)),
            ("chassis", $"{slot}"),
            ("slot", $"{slot}"),
        ];
        if (!downstream)
        {
            // There is not room for an I/O window behind every port, and no device here wants one.
            properties.Add(("io-reserve", "0"));
        }

        PciNodeKind kind = downstream ? PciNodeKind.SwitchDownstream : PciNodeKind.RootPort;
        return Keep(new PciNode(id, kind, parent, [.. properties]) { Slot = slot });
    }

    private void AddGpu(int number, PciNode port) => Add($"gpu{number}", PciNodeKind.Gpu, port);

    private void AddNic(int number, PciNode port) => Add($"nic{number}", PciNodeKind.Nic, port, ("mac", $"52:54:00:00:00:{number:x2}"));

    private PciNode Add(string id, PciNodeKind kind, PciNode parent, params (string Key, string Value)[] properties) =>
        Keep(new PciNode(id, kind, parent, properties));

    private PciNode Keep(PciNode node)
    {
        _nodes.Add(node);
        return node;
    }
}
