using System.Globalization;

namespace NodeAgent.Core.Topology.Rendering;

/// <summary>One line per device, node and finding, below the matrix.</summary>
internal static class DeviceRows
{
    public static TextGrid.Cell[] ForGpu(Gpu gpu) =>
    [
        new(gpu.Name, AnsiStyle.Bold),
        new(gpu.Pci.Address.ToString()),
        new(gpu.Model),
        new(DescribeLink(gpu.Pci.Link)),
        new(gpu.Switch is { } at ? $"switch {at}" : "no switch"),
        gpu.IsLost ? new("LOST", AnsiStyle.Red) : new(DescribeNvLinks(gpu), LinksDown(gpu) ? AnsiStyle.Red : AnsiStyle.None),
    ];

    public static TextGrid.Cell[] ForNic(Nic nic) =>
    [
        new(nic.Name, AnsiStyle.Bold),
        new(nic.Pci.Address.ToString()),
        new(string.Join(' ', ((string?[])[nic.RdmaDevice, .. nic.NetDevices]).Where(n => n is not null)) is { Length: > 0 } names
            ? names : $"{nic.Vendor} {nic.Pci.VendorId:x4}:{nic.Pci.DeviceId:x4}"),
        new(DescribeLink(nic.Pci.Link)),
        new(nic.Switch is { } at ? $"switch {at}" : "no switch"),
        new(string.Join("; ", nic.Ports.Select(DescribePort))),
    ];

    public static TextGrid.Cell[] ForNode(NumaNode node) =>
    [
        new($"node{node.Id}", AnsiStyle.Bold),
        new(node.IsMemoryOnly ? "no CPUs" + (node.CpuNode is { } near ? $", near node{near}" : "") : node.Cpus.IsEmpty ? "CPUs not told" : $"CPUs {node.Cpus}"),
        new(node.MemoryBytes is { } bytes ? DescribeBytes(bytes) : "memory not told"),
        new(node.Distances.IsEmpty ? "" : "distances " + string.Join(' ', node.Distances.Select(d => $"{d.Key}:{d.Value}"))),
    ];

    public static TextGrid.Cell[] ForFinding(Finding finding) =>
    [
        finding.Severity switch
        {
            FindingSeverity.Error => new("error", AnsiStyle.Red),
            FindingSeverity.Warning => new("warning", AnsiStyle.Yellow),
            _ => new("info", AnsiStyle.Dim),
        },
        new(finding.Id),
        new(string.Join(": ", ((string?[])[finding.Subject, finding.Message, finding.Path, finding.Errno])
            .Where(part => !string.IsNullOrEmpty(part)))),
    ];

    public static string DescribeLink(PcieLink link)
    {
        if (link.IsUnknown)
        {
            return link.MaxSpeedGts is null && link.MaxWidth is null
                ? "PCIe link not told"
                : $"PCIe up to gen{link.MaxGeneration?.ToString() ?? "?"} x{link.MaxWidth?.ToString() ?? "?"}";
        }

        string now = $"PCIe gen{link.Generation?.ToString() ?? "?"} x{link.Width?.ToString() ?? "?"}";
        bool below = (link.MaxSpeedGts > link.SpeedGts) || (link.MaxWidth > link.Width);
        return below ? $"{now} (of gen{link.MaxGeneration?.ToString() ?? "?"} x{link.MaxWidth?.ToString() ?? "?"})" : now;
    }

    public static string DescribeBytes(long bytes) => bytes >= 1L << 30
        ? $"{(bytes / (double)(1L << 30)).ToString("0.#", CultureInfo.InvariantCulture)} GiB"
        : $"{bytes >> 20} MiB";

    public static string DescribePort(NicPort port) =>
        $"{port.LinkLayer} {(port.RateGbps is { } rate ? $"{rate.ToString("0.##", CultureInfo.InvariantCulture)} Gb/s " : "")}{port.State}";

    public static bool LinksDown(Gpu gpu) => gpu.NvLinks.Any(l => l.Active == false);

    public static string DescribeNvLinks(Gpu gpu) => gpu.NvLinks.IsEmpty
        ? "" : $"{gpu.NvLinks.Count(l => l.Active == true)} of {gpu.NvLinks.Length} NVLinks up";
}
