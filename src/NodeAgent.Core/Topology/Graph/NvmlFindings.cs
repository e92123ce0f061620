using System.Collections.Immutable;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Core.Topology.Graph;

/// <summary>What the state of NVML and of the GPUs' links means to a reader.</summary>
internal static class NvmlFindings
{
    public static string WordFor(NvmlStatus status) => char.ToLowerInvariant(status.ToString()[0]) + status.ToString()[1..];

    public static void Report(NvmlSnapshot nvml, ImmutableArray<Gpu> gpus, ImmutableArray<Finding>.Builder findings)
    {
        bool hasNvidia = gpus.Any(g => g.Pci.VendorId == Inventory.PciVendors.Nvidia);
        string message = nvml.Message ?? WordFor(nvml.Status);
        switch (nvml.Status)
        {
            case NvmlStatus.NotInstalled or NvmlStatus.DriverNotLoaded or NvmlStatus.Failed:
                findings.Add(new Finding(
                    FindingIds.NvmlUnavailable,
                    hasNvidia ? FindingSeverity.Warning : FindingSeverity.Info, "", message, nvml.Library));
                break;
            case NvmlStatus.VersionMismatch:
                findings.Add(new Finding(FindingIds.NvmlMismatch, FindingSeverity.Error, "", message, nvml.Library));
                break;
            case NvmlStatus.Hung:
                findings.Add(new Finding(FindingIds.NvmlHung, FindingSeverity.Error, "", message, nvml.Library));
                break;
            case NvmlStatus.Released:
                findings.Add(new Finding(FindingIds.NvmlReleased, FindingSeverity.Info, "", message, nvml.Library));
                break;
        }

        foreach (NvmlCallFailure failure in nvml.Failures)
        {
            findings.Add(new Finding(
                FindingIds.NvmlCallFailed, FindingSeverity.Warning, failure.Subject, $"{failure.Function} answered {failure.Error}"));
        }

        foreach (Gpu gpu in gpus)
        {
            ReportGpu(gpu, findings);
        }
    }

    private static void ReportGpu(Gpu gpu, ImmutableArray<Finding>.Builder findings)
    {
        string subject = gpu.Pci.Address.ToString();
        if (gpu.IsLost)
        {
            findings.Add(new Finding(
                FindingIds.GpuLost, FindingSeverity.Error, subject, $"{gpu.Name} is lost to the driver (fallen off the bus)"));
        }

        int[] inactive = [.. gpu.NvLinks.Where(l => l.Active == false).Select(l => l.Index)];
        if (inactive.Length > 0)
        {
            findings.Add(new Finding(
                FindingIds.NvLinkInactive,
                FindingSeverity.Warning,
                subject,
                $"{gpu.Name}: {inactive.Length} of {gpu.NvLinks.Length} NVLinks are down ({CpuSet.Of(inactive)})"));
        }

        if (gpu.Fabric is { State: "inProgress" or "notStarted" } or { State: "completed", Status: not "success" })
        {
            findings.Add(new Finding(
                FindingIds.NvmlFabric,
                FindingSeverity.Warning,
                subject,
                $"{gpu.Name}: NVLink fabric {gpu.Fabric.State}, status {gpu.Fabric.Status}"));
        }
    }
}
