namespace NodeAgent.Core.Topology.Graph;

/// <summary>How many NVLinks join two GPUs: direct ones, and those that both have to a common set of NVSwitches.</summary>
internal static class NvLinkCounter
{
    public static int Between(Gpu a, Gpu b)
    {
        // Both ends must be up, so the lower count is the true one when they disagree.
        int direct = Math.Min(DirectTo(a, b.Pci.Address), DirectTo(b, a.Pci.Address));
        return direct + (SameFabric(a, b) ? Math.Min(ToSwitch(a), ToSwitch(b)) : 0);
    }

    private static int DirectTo(Gpu gpu, PciAddress peer) =>
        gpu.NvLinks.Count(l => l is { Active: true, Remote: NvLinkRemote.Gpu } && l.RemoteAddress == peer);

    private static int ToSwitch(Gpu gpu) => gpu.NvLinks.Count(l => l is { Active: true, Remote: NvLinkRemote.Switch });

    private static bool SameFabric(Gpu a, Gpu b) =>
        a.Fabric is null || b.Fabric is null
        || (a.Fabric.ClusterUuid == b.Fabric.ClusterUuid && a.Fabric.CliqueId == b.Fabric.CliqueId);
}
