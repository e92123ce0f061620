using System.Collections.Immutable;

namespace NodeAgent.Core.Topology.Graph;

/// <summary>
/// The PCIe relation of two functions, in the terms of <c>nvidia-smi topo -m</c>. A switch chip (upstream and
/// downstream ports) counts as one bridge, so that two devices on one switch are PIX.
/// </summary>
internal sealed class RelationClassifier(PciTree tree, NumaResolver numa)
{
    public (RelationClass Class, PciAddress? Bridge) Classify(PciFunction a, PciFunction b)
    {
        if (a.Address == b.Address)
        {
            return (RelationClass.Self, null);
        }

        int shared = SharedDepth(a.Ancestors, b.Ancestors);
        if (shared > 0)
        {
            PciAddress bridge = tree.ChipOf(a.Ancestors[shared - 1]);
            bool single = IsOneChip(a.Ancestors, shared, bridge) && IsOneChip(b.Ancestors, shared, bridge);
            return (single ? RelationClass.Pix : RelationClass.Pxb, bridge);
        }

        if (a.Root is not null && a.Root == b.Root)
        {
            return (RelationClass.Phb, null);
        }

        // Unknown is not near: two devices of which nobody knows the node may be anywhere.
        int? node = numa.CpuNodeOf(a);
        return (node is not null && node == numa.CpuNodeOf(b) ? RelationClass.Node : RelationClass.Sys, null);
    }

    private static int SharedDepth(ImmutableArray<PciAddress> a, ImmutableArray<PciAddress> b)
    {
        int depth = 0;
        while (depth < a.Length && depth < b.Length && a[depth] == b[depth])
        {
            depth++;
        }

        return depth;
    }

    private bool IsOneChip(ImmutableArray<PciAddress> ancestors, int shared, PciAddress chip)
    {
        for (int i = shared; i < ancestors.Length; i++)
        {
            if (tree.ChipOf(ancestors[i]) != chip)
            {
                return false;
            }
        }

        return true;
    }
}
