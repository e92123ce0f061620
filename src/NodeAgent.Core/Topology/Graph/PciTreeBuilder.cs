using System.Collections.Immutable;
using NodeAgent.Core.Topology.Facts;

namespace NodeAgent.Core.Topology.Graph;

/// <summary>Hangs the functions into a tree and says what each bridge is.</summary>
internal static class PciTreeBuilder
{
    private const uint BridgeHost = 0x0600;
    private const uint BridgePci = 0x0604;

    public static PciTree Build(ImmutableArray<PciFunctionFacts> functions, NumaResolver numa)
    {
        // sysfs lists a function once; a second one with the same address is bad input, and the first one stands.
        var facts = new Dictionary<PciAddress, PciFunctionFacts>(functions.Length);
        foreach (PciFunctionFacts function in functions)
        {
            facts.TryAdd(function.Address, function);
        }

        ILookup<PciAddress, PciAddress> virtualFunctions = facts.Values
            .Where(f => f.PhysicalFunction is not null)
            .ToLookup(f => f.PhysicalFunction!.Value, f => f.Address);
        AddBridgesThatOnlyPathsName(facts);
        HashSet<PciAddress> parentsOfBridges = [.. facts.Values
            .Where(f => f.ClassCode >> 8 == BridgePci && f.Path is { Ancestors.IsEmpty: false })
            .Select(f => f.Path!.Ancestors[^1])];

        ImmutableArray<PciFunction>.Builder built = ImmutableArray.CreateBuilder<PciFunction>(facts.Count);
        var kinds = new Dictionary<PciAddress, PciFunctionKind>(facts.Count);
        foreach (PciFunctionFacts function in facts.Values.OrderBy(f => f.Path?.Ancestors.Length ?? 0))
        {
            PciFunctionKind kind = KindOf(function, kinds, parentsOfBridges);
            kinds[function.Address] = kind;
            built.Add(ToFunction(function, kind, numa.Resolve(function), virtualFunctions));
        }

        built.Sort((a, b) => a.Address.CompareTo(b.Address));
        return new PciTree(built.ToImmutable());
    }

    // A path may lead through a bridge that the bus does not list (a partial dump, or one that has just gone). It is there
    // all the same: without it a switch would not be seen as one.
    private static void AddBridgesThatOnlyPathsName(Dictionary<PciAddress, PciFunctionFacts> facts)
    {
        foreach (PciPath path in facts.Values.Select(f => f.Path).OfType<PciPath>().ToList())
        {
            for (int i = 0; i < path.Ancestors.Length; i++)
            {
                facts.TryAdd(path.Ancestors[i], new PciFunctionFacts
                {
                    Address = path.Ancestors[i],
                    ClassCode = BridgePci << 8,
                    Path = path with { Ancestors = path.Ancestors[..i] },
                });
            }
        }
    }

    private static PciFunction ToFunction(
        PciFunctionFacts facts, PciFunctionKind kind, NumaAffinity numa, ILookup<PciAddress, PciAddress> virtualFunctions) => new()
        {
            Address = facts.Address,
            Kind = kind,
            ClassCode = facts.ClassCode,
            VendorId = facts.VendorId,
            DeviceId = facts.DeviceId,
            SubsystemVendorId = facts.SubsystemVendorId,
            SubsystemDeviceId = facts.SubsystemDeviceId,
            Driver = facts.Driver,
            Root = facts.Path?.Root,
            Parent = facts.Path is { Ancestors.IsEmpty: false } path ? path.Ancestors[^1] : null,
            Ancestors = facts.Path?.Ancestors ?? [],
            Numa = numa,
            LocalCpus = facts.LocalCpus ?? CpuSet.Empty,
            Link = facts.Link,
            PhysicalFunction = facts.PhysicalFunction,
            VirtualFunctions = [.. virtualFunctions[facts.Address].Order()],
        };

    private static PciFunctionKind KindOf(
        PciFunctionFacts function, Dictionary<PciAddress, PciFunctionKind> kinds, HashSet<PciAddress> parentsOfBridges)
    {
        if (function.ClassCode >> 8 == BridgeHost)
        {
            return PciFunctionKind.HostBridge;
        }

        if (function.ClassCode >> 8 != BridgePci)
        {
            return PciFunctionKind.Endpoint;
        }

        switch (function.PortType)
        {
            case PciePortType.RootPort:
                return PciFunctionKind.RootPort;
            case PciePortType.SwitchUpstreamPort:
                return PciFunctionKind.SwitchUpstreamPort;
            case PciePortType.SwitchDownstreamPort:
                return PciFunctionKind.SwitchDownstreamPort;
            case PciePortType.PcieToPciBridge or PciePortType.PciToPcieBridge:
                return PciFunctionKind.Bridge;
        }

        // Without the PCIe capability (only root reads that far) the place tells: a bridge on a root bus is a root port,
        // one below an upstream port is a downstream port, and one with bridges below it is an upstream port.
        if (function.Path is null)
        {
            return PciFunctionKind.Bridge;
        }

        if (function.Path.Ancestors.IsEmpty || !kinds.TryGetValue(function.Path.Ancestors[^1], out PciFunctionKind parent))
        {
            return PciFunctionKind.RootPort;
        }

        return parent switch
        {
            PciFunctionKind.SwitchUpstreamPort => PciFunctionKind.SwitchDownstreamPort,
            // A root port that VMD hides below an endpoint of the outer tree.
            PciFunctionKind.Endpoint => PciFunctionKind.RootPort,
            _ when parentsOfBridges.Contains(function.Address) => PciFunctionKind.SwitchUpstreamPort,
            _ => PciFunctionKind.Bridge,
        };
    }
}
