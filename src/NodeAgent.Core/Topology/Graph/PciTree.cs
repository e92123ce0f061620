using System.Collections.Immutable;

namespace NodeAgent.Core.Topology.Graph;

/// <summary>The PCI functions of a node by address and by place.</summary>
public sealed class PciTree
{
    private readonly Dictionary<PciAddress, PciFunction> _byAddress;

    public PciTree(ImmutableArray<PciFunction> functions)
    {
        Functions = functions;
        _byAddress = new Dictionary<PciAddress, PciFunction>(functions.Length);
        foreach (PciFunction function in functions)
        {
            _byAddress[function.Address] = function;
        }
    }

    public static PciTree Empty { get; } = new([]);

    /// <summary>All functions in address order.</summary>
    public ImmutableArray<PciFunction> Functions { get; }

    public PciFunction? Find(PciAddress address) => _byAddress.GetValueOrDefault(address);

    /// <summary>The functions directly below a bridge, in address order.</summary>
    public IEnumerable<PciFunction> ChildrenOf(PciAddress bridge) => Functions.Where(f => f.Parent == bridge);

    /// <summary>The functions directly on a root bus, in address order.</summary>
    public IEnumerable<PciFunction> ChildrenOfRoot(string root) => Functions.Where(f => f.Parent is null && f.Root == root);

    /// <summary>
    /// The chip that a bridge belongs to: a switch is named by its upstream port, anything else by itself. This is what
    /// counts as "a PCIe bridge" between two devices.
    /// </summary>
    public PciAddress ChipOf(PciAddress bridge) =>
        Find(bridge) is { Kind: PciFunctionKind.SwitchDownstreamPort, Parent: { } upstream } ? upstream : bridge;

    /// <summary>The nearest switch above a function, by its upstream port.</summary>
    public PciAddress? SwitchAbove(PciFunction function)
    {
        for (int i = function.Ancestors.Length - 1; i >= 0; i--)
        {
            if (Find(function.Ancestors[i]) is { Kind: PciFunctionKind.SwitchUpstreamPort } upstream)
            {
                return upstream.Address;
            }
        }

        return null;
    }
}
