using System.Buffers;
using System.Collections.Immutable;
using NodeAgent.Core.Topology.Facts;

namespace NodeAgent.Core.Topology.Parsing;

/// <summary>
/// Reads a function's place from the target of its link in <c>/sys/bus/pci/devices</c>, such as
/// <c>../../../devices/pci0000:17/0000:17:00.0/0000:18:00.0</c>. Components that are neither a root bus nor a PCI
/// address (ACPI, VMBus, virtio) are stepped over, and a second root bus (VMD) nests in the first.
/// </summary>
public static class SysfsPciPath
{
    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Parses a link target whose last PCI address is the function itself.</summary>
    public static PciPath? ForFunction(ReadOnlySpan<char> target)
    {
        (string? root, ImmutableArray<PciAddress> chain) = Parse(target);
        return root is null || chain.IsEmpty ? null : new PciPath(root, chain[..^1]);
    }

    /// <summary>The PCI function that a class device (<c>.../0000:60:00.0/net/eth0</c>) belongs to, or null.</summary>
    public static PciAddress? OwnerOf(ReadOnlySpan<char> target)
    {
        PciAddress? owner = null;
        foreach (Range part in target.Split('/'))
        {
            if (PciAddress.TryParse(target[part], out PciAddress address))
            {
                owner = address;
            }
        }

        return owner;
    }

    private static (string? Root, ImmutableArray<PciAddress> Chain) Parse(ReadOnlySpan<char> target)
    {
        string? root = null;
        ImmutableArray<PciAddress>.Builder chain = ImmutableArray.CreateBuilder<PciAddress>();
        foreach (Range part in target.Split('/'))
        {
            ReadOnlySpan<char> name = target[part];
            if (PciAddress.TryParse(name, out PciAddress address))
            {
                chain.Add(address);
            }
            else if (root is null && IsRootBus(name))
            {
                root = name.ToString();
            }
        }

        return (root, chain.ToImmutable());
    }

    // "pci" domain ":" bus, where the domain has four to eight digits.
    private static bool IsRootBus(ReadOnlySpan<char> name) =>
        name.StartsWith("pci", StringComparison.Ordinal) && name.Length is >= 10 and <= 14 && name[^3] == ':'
        && name[3..^3].IndexOfAnyExcept(s_hexDigits) < 0;
}
