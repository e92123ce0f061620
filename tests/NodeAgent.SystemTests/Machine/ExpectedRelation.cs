namespace NodeAgent.SystemTests.Machine;

/// <summary>The relation that two places have by the description of the machine, in the terms of <c>nvidia-smi topo -mp</c>.</summary>
internal static class ExpectedRelation
{
    /// <returns>The class, and the bridge that both are under where there is one.</returns>
    public static (string PcieClass, PciNode? Bridge) Between(PciNode a, PciNode b)
    {
        PciNode[] aboveA = ChipsAbove(a);
        PciNode[] aboveB = ChipsAbove(b);
        if (aboveA.FirstOrDefault(aboveB.Contains) is { } common)
        {
            return (aboveA[0] == common && aboveB[0] == common ? "PIX" : "PXB", common);
        }

        if (a.Root == b.Root)
        {
            return ("PHB", null);
        }

        // Two places of which no node is known are not near each other.
        return (a.Root.NumaNode is { } node && node == b.Root.NumaNode ? "NODE" : "SYS", null);
    }

    /// <summary>The nearest switch, by its upstream port.</summary>
    public static PciNode? SwitchAbove(PciNode place) => place.Above.FirstOrDefault(n => n.Kind == PciNodeKind.SwitchUpstream);

    // A switch is one chip, whichever of its ports a device is at: its upstream port stands for it.
    private static PciNode[] ChipsAbove(PciNode place) =>
        [.. place.Above.Where(n => n.Kind is PciNodeKind.SwitchUpstream or PciNodeKind.RootPort)];
}
