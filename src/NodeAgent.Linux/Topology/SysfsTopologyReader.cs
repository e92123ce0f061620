using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Parsing;
using NodeAgent.Linux.Files;

namespace NodeAgent.Linux.Topology;

/// <summary>Reads all facts of a node but those of NVML. Nothing is kept between two reads.</summary>
public static class SysfsTopologyReader
{
    public static NodeFacts Read(INodeFiles files, DeviceCatalog catalog)
    {
        var sysfs = new SysfsContext(files);
        ImmutableArray<NetDeviceFacts> netDevices = NetDeviceReader.Read(sysfs);
        ImmutableArray<RdmaDeviceFacts> rdmaDevices = RdmaReader.Read(sysfs);
        HashSet<PciAddress> owners =
        [
            .. netDevices.Select(n => n.Pci),
            .. rdmaDevices.Where(r => r.Pci is not null).Select(r => r.Pci!.Value),
        ];
        (ImmutableArray<NumaNodeFacts> nodes, CpuSet possible) = NumaReader.Read(sysfs);
        return new NodeFacts
        {
            NumaNodes = nodes,
            PossibleNodes = possible,
            Packages = PackageReader.Read(sysfs),
            Cpu = files.ReadHead("proc/cpuinfo").Text is { } cpuinfo ? CpuInfoText.Parse(cpuinfo) : null,
            NetDevices = netDevices,
            RdmaDevices = rdmaDevices,
            PciFunctions = new PciReader(sysfs, catalog).Read(owners),
            Findings = sysfs.Findings,
        };
    }
}
