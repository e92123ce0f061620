using System.Collections.Immutable;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Inventory;

namespace NodeAgent.Core.Topology.Graph;

/// <summary>Draws all conclusions from facts: the one way by which a <see cref="NodeTopology"/> comes into being.</summary>
public static class TopologyBuilder
{
    public static NodeTopology Build(NodeFacts facts, DeviceCatalog catalog)
    {
        ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
        findings.AddRange(facts.Findings);

        ImmutableArray<NumaNode> nodes = NumaBuilder.Build(facts, findings);
        var numa = new NumaResolver(nodes);
        PciTree tree = PciTreeBuilder.Build(facts.PciFunctions, numa);
        ImmutableArray<Gpu> gpus = new GpuBuilder(tree, numa, catalog, findings).Build(facts.Nvml);
        ImmutableArray<Nic> nics = new NicBuilder(tree, numa, catalog, findings).Build(facts);
        NvmlFindings.Report(facts.Nvml, gpus, findings);

        return new NodeTopology
        {
            NumaNodes = nodes,
            Packages = [.. facts.Packages.OrderBy(p => p.Id).Select(p => new CpuPackage(p.Id, p.Cpus, NodesOf(p, nodes)))],
            Cpu = facts.Cpu,
            Pci = tree,
            Gpus = gpus,
            Nics = nics,
            Relations = RelationBuilder.Build(new RelationClassifier(tree, numa), gpus, nics),
            Driver = new DriverState(
                NvmlFindings.WordFor(facts.Nvml.Status), facts.Nvml.DriverVersion, facts.Nvml.NvmlVersion, facts.Nvml.CudaVersion),
            Findings = Sort(findings),
        };
    }

    private static ImmutableArray<int> NodesOf(CpuPackageFacts package, ImmutableArray<NumaNode> nodes) =>
        [.. nodes.Where(n => n.Cpus.Overlaps(package.Cpus)).Select(n => n.Id)];

    // Worst first; otherwise in a fixed order, so that two reads of one machine print the same.
    private static ImmutableArray<Finding> Sort(ImmutableArray<Finding>.Builder findings) =>
        [.. findings.Distinct()
            .OrderByDescending(f => f.Severity)
            .ThenBy(f => f.Id, StringComparer.Ordinal)
            .ThenBy(f => f.Subject, StringComparer.Ordinal)
            .ThenBy(f => f.Path, StringComparer.Ordinal)];
}
