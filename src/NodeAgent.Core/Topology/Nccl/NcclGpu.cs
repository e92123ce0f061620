using System.Collections.Immutable;
using System.Xml.Linq;
using NodeAgent.Core.Topology.Nvml;
using static NodeAgent.Core.Topology.Nccl.NcclTopologyReader;

namespace NodeAgent.Core.Topology.Nccl;

/// <summary>A <c>gpu</c> element: NVLinks by target, and the link to a Grace CPU.</summary>
internal static class NcclGpu
{
    /// <summary>More than any GPU has; a file that says otherwise is not believed.</summary>
    private const int MaxLinks = 256;

    private const uint ClassNvSwitch = 0x0680;

    public static NvmlGpu Read(XElement gpu, PciAddress address, int index, Func<string, BadInputException> bad)
    {
        ImmutableArray<NvmlLink>.Builder links = ImmutableArray.CreateBuilder<NvmlLink>();
        foreach (XElement link in gpu.Elements("nvlink"))
        {
            int count = Int(link, "count") ?? 0;
            if (count < 0 || links.Count + count > MaxLinks)
            {
                throw bad($"has {count} NVLinks to one target");
            }

            for (int i = 0; i < count; i++)
            {
                links.Add(new NvmlLink(
                    links.Count, Active: true, Version: null, RemoteType(link), (string?)link.Attribute("target"), SpeedMBps: null));
            }
        }

        int? sm = Int(gpu, "sm");
        return new NvmlGpu
        {
            Index = Int(gpu, "dev") ?? index,
            BusId = address.ToString(),
            ComputeCapability = sm is { } capability ? $"{capability / 10}.{capability % 10}" : null,
            Links = links.ToImmutable(),
            C2c = gpu.Element("c2c") is { } c2c
                ? new C2cLink(Enabled: true, Int(c2c, "count"), Int(c2c, "bw")) : null,
        };
    }

    // tclass is the PCI class of the target: an NVSwitch is a bridge of class "other", a GPU a display controller.
    private static int? RemoteType(XElement link) => (Hex(link, "tclass") >> 8) switch
    {
        ClassNvSwitch => 2,
        0x0300 or 0x0302 => 0,
        null => null,
        _ => 1,
    };
}
