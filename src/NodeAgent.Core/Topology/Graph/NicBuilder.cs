using System.Collections.Immutable;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Inventory;

namespace NodeAgent.Core.Topology.Graph;

/// <summary>
/// Picks the NICs out of the PCI tree. RDMA devices come first, in the order of their names, so that NIC0, NIC1, ...
/// are those of nvidia-smi (which shows no others); then plain Ethernet by address; virtual functions last.
/// </summary>
internal sealed class NicBuilder(
    PciTree tree, NumaResolver numa, DeviceCatalog catalog, ImmutableArray<Finding>.Builder findings)
{
    public ImmutableArray<Nic> Build(NodeFacts facts)
    {
        ILookup<PciAddress, NetDeviceFacts> netDevices = facts.NetDevices.ToLookup(n => n.Pci);
        var rdmaDevices = new Dictionary<PciAddress, RdmaDeviceFacts>();
        foreach (RdmaDeviceFacts rdma in facts.RdmaDevices.OrderBy(r => r.Name, NaturalOrder.Instance))
        {
            if (rdma.Pci is { } address && tree.Find(address) is not null)
            {
                rdmaDevices.TryAdd(address, rdma);
            }
            else
            {
                findings.Add(new Finding(
                    FindingIds.NicUnplaced, FindingSeverity.Info, rdma.Name, "network device without a PCI function: not shown"));
            }
        }

        var functions = tree.Functions
            .Where(f => rdmaDevices.ContainsKey(f.Address) || netDevices.Contains(f.Address) || IsNic(f))
            .OrderBy(f => f.PhysicalFunction is not null)
            .ThenBy(f => !rdmaDevices.ContainsKey(f.Address))
            .ThenBy(f => rdmaDevices.GetValueOrDefault(f.Address)?.Name, NaturalOrder.Instance)
            .ThenBy(f => f.Address)
            .ToList();
        ImmutableArray<Nic>.Builder nics = ImmutableArray.CreateBuilder<Nic>(functions.Count);
        foreach (PciFunction function in functions)
        {
            nics.Add(Create(
                $"NIC{nics.Count}", function, rdmaDevices.GetValueOrDefault(function.Address), [.. netDevices[function.Address]]));
            numa.Report(function, findings);
        }

        return nics.MoveToImmutable();
    }

    private bool IsNic(PciFunction function) =>
        catalog.RoleOf(function.VendorId, function.DeviceId, function.ClassCode) == DeviceRole.Nic;

    private Nic Create(string name, PciFunction function, RdmaDeviceFacts? rdma, ImmutableArray<NetDeviceFacts> netDevices) => new()
    {
        Name = name,
        Pci = function,
        Switch = tree.SwitchAbove(function),
        CpuAffinity = numa.CpusOf(function),
        Vendor = PciVendors.NameOf(function.VendorId),
        RdmaDevice = rdma?.Name,
        NetDevices = [.. netDevices.Select(n => n.Name).Order(NaturalOrder.Instance)],
        Ports = rdma is { Ports.IsEmpty: false } ? rdma.Ports : [.. netDevices.Select(ToPort)],
    };

    private static NicPort ToPort(NetDeviceFacts device, int index) => new(
        index + 1,
        "Ethernet",
        device.OperState.ToUpperInvariant(),
        null,
        device.SpeedMbps is > 0 and { } speed ? speed / 1000.0 : null);
}
