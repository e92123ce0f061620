using System.Collections.Immutable;

namespace NodeAgent.Core.Topology.Graph;

/// <summary>Relates every two devices.</summary>
internal static class RelationBuilder
{
    public static ImmutableArray<Relation> Build(
        RelationClassifier classifier, ImmutableArray<Gpu> gpus, ImmutableArray<Nic> nics)
    {
        TopologyDevice[] devices = [.. gpus, .. nics];
        ImmutableArray<Relation>.Builder relations =
            ImmutableArray.CreateBuilder<Relation>(devices.Length * Math.Max(devices.Length - 1, 0) / 2);
        for (int i = 0; i < devices.Length; i++)
        {
            for (int j = i + 1; j < devices.Length; j++)
            {
                relations.Add(Relate(classifier, devices[i], devices[j]));
            }
        }

        return relations.MoveToImmutable();
    }

    private static Relation Relate(RelationClassifier classifier, TopologyDevice a, TopologyDevice b)
    {
        (RelationClass pcie, PciAddress? bridge) = classifier.Classify(a.Pci, b.Pci);
        int nvLinks = a is Gpu gpuA && b is Gpu gpuB ? NvLinkCounter.Between(gpuA, gpuB) : 0;
        return new Relation(a.Name, b.Name, nvLinks > 0 ? RelationClass.NvLink : pcie, pcie, bridge, nvLinks);
    }
}
