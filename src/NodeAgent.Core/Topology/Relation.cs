namespace NodeAgent.Core.Topology;

/// <summary>How near two devices are, nearest first, in the terms of <c>nvidia-smi topo -m</c>.</summary>
public enum RelationClass
{
    /// <summary>X: the device itself.</summary>
    Self,

    /// <summary>NV#: a bonded set of # NVLinks.</summary>
    NvLink,

    /// <summary>PIX: at most a single PCIe bridge; a switch chip counts as one.</summary>
    Pix,

    /// <summary>PXB: several PCIe bridges, but not the host bridge.</summary>
    Pxb,

    /// <summary>PHB: a PCIe host bridge.</summary>
    Phb,

    /// <summary>NODE: host bridges of one NUMA node.</summary>
    Node,

    /// <summary>SYS: the interconnect between NUMA nodes, or no NUMA node known.</summary>
    Sys,
}

/// <summary>The relation of two devices.</summary>
/// <param name="A">Name of the first.</param>
/// <param name="B">Name of the second.</param>
/// <param name="Class">NVLink before PCIe, as <c>topo -m</c>.</param>
/// <param name="PcieClass">PCIe only, as <c>topo -mp</c>.</param>
/// <param name="Bridge">The nearest PCIe bridge that both are under: a switch's upstream port, or a root port.</param>
/// <param name="NvLinks">How many NVLinks join them.</param>
public sealed record Relation(
    string A, string B, RelationClass Class, RelationClass PcieClass, PciAddress? Bridge, int NvLinks)
{
    /// <summary>The cell of the matrix.</summary>
    public string Label => Class switch
    {
        RelationClass.Self => "X",
        RelationClass.NvLink => $"NV{NvLinks}",
        _ => LabelOf(Class),
    };

    public static string LabelOf(RelationClass relation) => relation switch
    {
        RelationClass.Self => "X",
        RelationClass.NvLink => "NV",
        RelationClass.Pix => "PIX",
        RelationClass.Pxb => "PXB",
        RelationClass.Phb => "PHB",
        RelationClass.Node => "NODE",
        _ => "SYS",
    };
}
