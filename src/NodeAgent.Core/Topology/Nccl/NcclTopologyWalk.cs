using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Nvml;
using static NodeAgent.Core.Topology.Nccl.NcclTopologyReader;

namespace NodeAgent.Core.Topology.Nccl;

/// <summary>Gathers facts from the elements of one NCCL topology.</summary>
internal sealed class NcclTopologyWalk(string path)
{
    private const int MaxDepth = 64;
    private const uint ClassBridge = 0x060400;
    private const uint Class3D = 0x030200;
    private const uint ClassEthernet = 0x020000;

    private readonly List<NumaNodeFacts> _nodes = [];
    private readonly List<PciFunctionFacts> _functions = [];
    private readonly List<RdmaDeviceFacts> _rdma = [];
    private readonly List<NetDeviceFacts> _netDevices = [];
    private readonly List<NvmlGpu> _gpus = [];
    private readonly List<Finding> _findings = [];
    private CpuIdentity? _cpu;

    public NodeFacts ToFacts() => new()
    {
        NumaNodes = [.. _nodes],
        Cpu = _cpu,
        PciFunctions = [.. _functions],
        NetDevices = [.. _netDevices],
        RdmaDevices = [.. _rdma],
        Nvml = NvmlSnapshot.Disabled with { Gpus = [.. _gpus] },
        Findings = [.. _findings],
    };

    public void AddCpu(XElement cpu)
    {
        int numa = Int(cpu, "numaid") ?? throw Bad(cpu, "has no numaid");
        CpuSet? cpus = null;
        if (cpu.Attribute("affinity") is { } affinity && !CpuSet.TryParseMask(affinity.Value, out cpus))
        {
            throw Bad(cpu, $"affinity '{Shorten(affinity.Value)}' is not a CPU mask");
        }

        if (numa >= 0 && _nodes.TrueForAll(n => n.Id != numa))
        {
            _nodes.Add(new NumaNodeFacts(numa, cpus, null, []));
        }

        _cpu ??= cpu.Attribute("arch") is { } architecture
            ? new CpuIdentity(architecture.Value, (string?)cpu.Attribute("vendor"), Int(cpu, "familyid"), Int(cpu, "modelid"))
            : null;
        var place = new PciPath($"cpu{numa}", []);
        AddPciChildren(cpu, place, numa, depth: 0);
        foreach (XElement net in cpu.Elements("nic").Elements("net"))
        {
            AddNet(net, pci: null);
        }
    }

    private void AddPciChildren(XElement parent, PciPath place, int numa, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Bad(parent, $"PCI nested deeper than {MaxDepth}");
        }

        foreach (XElement pci in parent.Elements("pci"))
        {
            AddPci(pci, place, numa, depth);
        }
    }

    private void AddPci(XElement pci, PciPath place, int numa, int depth)
    {
        string? busId = (string?)pci.Attribute("busid");
        if (!PciAddress.TryParse(busId, out PciAddress address))
        {
            throw Bad(pci, $"busid '{Shorten(busId)}' is not a PCI address");
        }

        XElement? gpu = pci.Element("gpu");
        XElement[] nets = [.. pci.Elements("nic").Elements("net")];
        uint? classCode = Hex(pci, "class") ?? (gpu is not null ? Class3D : nets.Length > 0 ? ClassEthernet : null);
        if (classCode is null)
        {
            _findings.Add(new Finding(
                FindingIds.MalformedFile, FindingSeverity.Warning, address.ToString(), "no class told: neither GPU nor NIC can be concluded", path));
        }

        PciFunctionFacts function = new()
        {
            Address = address,
            Path = place,
            ClassCode = classCode ?? 0,
            VendorId = (ushort)(Hex(pci, "vendor") ?? (gpu is not null ? Inventory.PciVendors.Nvidia : 0u)),
            DeviceId = (ushort)(Hex(pci, "device") ?? 0),
            SubsystemVendorId = (ushort)(Hex(pci, "subsystem_vendor") ?? 0),
            SubsystemDeviceId = (ushort)(Hex(pci, "subsystem_device") ?? 0),
            NumaNode = numa,
            Link = Link(pci),
            // NCCL merges the ports of a switch into one element.
            PortType = classCode == ClassBridge ? PciePortType.SwitchUpstreamPort : null,
        };
        // Only NVIDIA's GPUs are in such a file, and files written by hand leave the vendor out.
        function = classCode >> 8 is 0x0300 or 0x0302 && function.VendorId == 0
            ? function with { VendorId = Inventory.PciVendors.Nvidia } : function;
        _functions.Add(function);

        if (gpu is not null)
        {
            _gpus.Add(NcclGpu.Read(gpu, address, _gpus.Count, reason => Bad(gpu, reason)));
        }

        AddNets(nets, function);
        AddPciChildren(pci, place with { Ancestors = place.Ancestors.Add(address) }, numa, depth + 1);
    }

    // NCCL names all functions of a card by function 0; the further nets are the further functions.
    private void AddNets(XElement[] nets, PciFunctionFacts function)
    {
        for (int i = 0; i < nets.Length; i++)
        {
            PciAddress address = function.Address with { Function = (byte)Math.Min(function.Address.Function + i, 7) };
            if (i > 0)
            {
                _functions.Add(function with { Address = address });
            }

            AddNet(nets[i], address);
        }
    }

    private void AddNet(XElement net, PciAddress? pci)
    {
        string name = (string?)net.Attribute("name") ?? throw Bad(net, "has no name");
        if (IsSocket(net))
        {
            AddSocketNet(net, name, pci);
            return;
        }

        double? rate = Int(net, "speed") is > 0 and { } mbps ? mbps / 1000.0 : null;
        // The file holds what NCCL could use, so a rate means an active port; the link layer it does not tell.
        ImmutableArray<NicPort> ports = rate is null
            ? [] : [new NicPort(Int(net, "port") ?? 1, "unknown", "ACTIVE", null, rate)];
        _rdma.Add(new RdmaDeviceFacts(name, pci, ports));
    }

    // NCCL's socket transport numbers its interfaces where RDMA has a GUID.
    private static bool IsSocket(XElement net) => (string?)net.Attribute("guid") is ['0', 'x', .. { Length: <= 4 }];

    private void AddSocketNet(XElement net, string name, PciAddress? pci)
    {
        if (pci is { } address)
        {
            _netDevices.Add(new NetDeviceFacts(name, address, "up", Int(net, "speed")));
        }
    }

    private BadInputException Bad(XElement element, string reason)
    {
        var line = (IXmlLineInfo)element;
        string at = line.HasLineInfo() ? $"line {line.LineNumber}: " : "";
        return new BadInputException(path, $"{at}<{Shorten(element.Name.LocalName)}> {reason}");
    }

    private static string Shorten(string? text) => text is null ? "" : text.Length <= 60 ? text : text[..60] + "...";
}
