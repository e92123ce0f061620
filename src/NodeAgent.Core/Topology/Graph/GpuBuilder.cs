using System.Collections.Immutable;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Core.Topology.Graph;

/// <summary>Picks the GPUs out of the PCI tree and enriches NVIDIA's with what NVML says.</summary>
internal sealed class GpuBuilder(
    PciTree tree, NumaResolver numa, DeviceCatalog catalog, ImmutableArray<Finding>.Builder findings)
{
    public ImmutableArray<Gpu> Build(NvmlSnapshot nvml)
    {
        var byAddress = new Dictionary<PciAddress, NvmlGpu>();
        foreach (NvmlGpu gpu in nvml.Gpus)
        {
            if (PciAddress.TryParse(gpu.BusId, out PciAddress address))
            {
                byAddress[address] = gpu;
            }
        }

        var functions = tree.Functions
            .Where(f => IsGpu(f) || byAddress.ContainsKey(f.Address))
            .Concat(byAddress.Keys.Where(a => tree.Find(a) is null).Select(MissingInSysfs))
            .OrderBy(f => f.Address)
            .ToList();
        ImmutableArray<Gpu>.Builder gpus = ImmutableArray.CreateBuilder<Gpu>(functions.Count);
        foreach (PciFunction function in functions)
        {
            NvmlGpu? enrichment = byAddress.GetValueOrDefault(function.Address);
            gpus.Add(Create($"GPU{gpus.Count}", function, enrichment));
            ReportGaps(function, enrichment, nvml);
        }

        return gpus.MoveToImmutable();
    }

    private bool IsGpu(PciFunction function) =>
        catalog.RoleOf(function.VendorId, function.DeviceId, function.ClassCode) == DeviceRole.Gpu;

    private Gpu Create(string name, PciFunction function, NvmlGpu? nvml)
    {
        function = function with { Link = Merge(function.Link, nvml?.Pcie) };
        CpuSet cpus = numa.CpusOf(function);
        return new Gpu
        {
            Name = name,
            Pci = function,
            Switch = tree.SwitchAbove(function),
            CpuAffinity = cpus.IsEmpty && CpuSet.TryParseList(nvml?.CpuAffinity, out CpuSet told) ? told : cpus,
            Vendor = PciVendors.NameOf(function.VendorId),
            Model = nvml?.Name ?? $"{PciVendors.NameOf(function.VendorId)} {function.VendorId:x4}:{function.DeviceId:x4}",
            Uuid = nvml?.Uuid,
            Serial = nvml?.Serial,
            DriverIndex = nvml?.Index,
            Minor = nvml?.Minor,
            MemoryBytes = nvml?.MemoryBytes,
            ComputeCapability = nvml?.ComputeCapability,
            MemoryNumaNode = nvml?.NumaNode,
            MigEnabled = nvml?.MigEnabled,
            MigInstances = nvml?.MigInstances ?? [],
            NvLinks = nvml is null ? [] : [.. nvml.Links.Select(l => ToNvLink(l, function.Address))],
            Fabric = nvml?.Fabric,
            C2c = nvml?.C2c,
            IsLost = nvml?.IsLost ?? false,
        };
    }

    // NVML's maximum is what GPU and slot can do together, so it is the better one; sysfs fills what is missing.
    private static PcieLink Merge(PcieLink sysfs, NvmlPcie? nvml) => nvml is null ? sysfs : new PcieLink(
        sysfs.SpeedGts ?? PcieLink.SpeedOf(nvml.Generation),
        sysfs.Width ?? nvml.Width,
        PcieLink.SpeedOf(nvml.MaxGeneration) ?? sysfs.MaxSpeedGts,
        nvml.MaxWidth ?? sysfs.MaxWidth);

    private NvLink ToNvLink(NvmlLink link, PciAddress self)
    {
        PciAddress? remote = PciAddress.ParseOrNull(link.RemoteBusId);
        if (remote == self)
        {
            findings.Add(new Finding(
                FindingIds.NvLinkSelfTarget, FindingSeverity.Warning, self.ToString(), "an NVLink names its own GPU as the other end"));
        }

        NvLinkRemote kind = link.RemoteType switch
        {
            0 => NvLinkRemote.Gpu,
            1 => NvLinkRemote.Cpu,
            2 => NvLinkRemote.Switch,
            _ => KindByTree(remote),
        };
        // An address that no host shows (ffffff...) is how a driver hides the switches of a rack-scale fabric.
        bool visible = remote is { } at && tree.Find(at) is not null;
        return new NvLink(
            link.Index, link.Active, link.Version, kind, visible ? remote : null, link.SpeedMBps);
    }

    private NvLinkRemote KindByTree(PciAddress? remote)
    {
        if (remote is not { } address || tree.Find(address) is not { } function)
        {
            return NvLinkRemote.Unknown;
        }

        return catalog.RoleOf(function.VendorId, function.DeviceId, function.ClassCode) switch
        {
            DeviceRole.Gpu => NvLinkRemote.Gpu,
            DeviceRole.NvSwitch => NvLinkRemote.Switch,
            _ => NvLinkRemote.Unknown,
        };
    }

    private static PciFunction MissingInSysfs(PciAddress address) => new()
    {
        Address = address,
        Kind = PciFunctionKind.Endpoint,
        ClassCode = 0x030200,
        VendorId = PciVendors.Nvidia,
    };

    private void ReportGaps(PciFunction function, NvmlGpu? nvml, NvmlSnapshot snapshot)
    {
        string subject = function.Address.ToString();
        if (tree.Find(function.Address) is null)
        {
            findings.Add(new Finding(
                FindingIds.GpuNotInSysfs, FindingSeverity.Warning, subject, "NVML shows this GPU, sysfs does not: its place is unknown"));
        }
        else
        {
            numa.Report(function, findings);
        }

        if (nvml is null && function.VendorId == PciVendors.Nvidia && snapshot.Status == NvmlStatus.Ok)
        {
            findings.Add(new Finding(
                FindingIds.GpuNotInNvml, FindingSeverity.Error, subject, "on the PCI bus, but the driver does not show it"));
        }

        if (Merge(function.Link, nvml?.Pcie).IsUnknown)
        {
            findings.Add(new Finding(FindingIds.PciLinkUnknown, FindingSeverity.Info, subject, "PCIe link speed and width not told"));
        }
    }
}
