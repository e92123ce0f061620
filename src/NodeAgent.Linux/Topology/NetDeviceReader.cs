using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Parsing;
using NodeAgent.Linux.Files;

namespace NodeAgent.Linux.Topology;

/// <summary>Reads the network interfaces that have a PCI function, from <c>/sys/class/net</c>.</summary>
internal static class NetDeviceReader
{
    private const string Root = "sys/class/net";

    public static ImmutableArray<NetDeviceFacts> Read(SysfsContext sysfs)
    {
        ImmutableArray<NetDeviceFacts>.Builder devices = ImmutableArray.CreateBuilder<NetDeviceFacts>();
        foreach (string name in sysfs.List(Root, "net"))
        {
            // A node with many pods has a veth for each; its link tells, and nothing more of it is read.
            if (ClassDevice.OwnerOf(sysfs, $"{Root}/{name}") is { } pci)
            {
                devices.Add(ReadDevice(sysfs, name, pci));
            }
        }

        return devices.ToImmutable();
    }

    private static NetDeviceFacts ReadDevice(SysfsContext sysfs, string name, PciAddress pci)
    {
        string state = sysfs.Text($"{Root}/{name}/operstate", name)?.Trim() is { Length: > 0 } told ? told : "unknown";
        int? speed = null;
        // Asked of an interface that is down, "speed" answers EINVAL, which is no news.
        if (state is "up" or "unknown" or "dormant" && sysfs.Files.ReadText($"{Root}/{name}/speed") is { Text: { } text })
        {
            speed = SysfsText.TryParseInt(text, out int value) && value > 0 ? value : null;
        }

        return new NetDeviceFacts(name, pci, state, speed);
    }
}

/// <summary>Finds the PCI function behind an entry of <c>/sys/class</c>.</summary>
internal static class ClassDevice
{
    public static PciAddress? OwnerOf(SysfsContext sysfs, string path)
    {
        LinkTarget link = sysfs.Files.ReadLink(path);
        if (link.Target is null)
        {
            // Kernels before 2.6.25 and some dumps have directories there, with a "device" link inside.
            link = sysfs.Files.ReadLink($"{path}/device");
        }

        return link.Target is null || link.Target.Contains("/virtual/", StringComparison.Ordinal)
            ? null : SysfsPciPath.OwnerOf(link.Target);
    }
}
