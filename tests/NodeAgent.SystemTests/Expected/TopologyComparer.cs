using System.Globalization;
using NodeAgent.SystemTests.Guest;
using NodeAgent.SystemTests.Machine;

namespace NodeAgent.SystemTests.Expected;

/// <summary>Compares what a program says with the description of the machine, and collects every difference.</summary>
internal sealed class TopologyComparer(PciAddresses addresses)
{
    private readonly List<string> _differences = [];

    /// <summary>Fails with all differences at once: a wrong tree is understood only as a whole.</summary>
    public static void AssertMatches(TopologyDocument actual, PciAddresses addresses, IEnumerable<PciNode> gpus, IEnumerable<PciNode> nics)
    {
        var comparer = new TopologyComparer(addresses);
        comparer.Compare(actual, [.. gpus], [.. nics]);
        Assert.True(comparer._differences.Count == 0, string.Join('\n', comparer._differences));
    }

    private void Compare(TopologyDocument actual, PciNode[] gpus, PciNode[] nics)
    {
        if (!HaveSame("GPUs", actual.Gpus, gpus) | !HaveSame("NICs", actual.Nics, nics))
        {
            return;
        }

        PciNode[] devices = [.. gpus, .. nics];
        foreach (PciNode device in devices)
        {
            ComparePlace(device, actual.Devices.Single(d => d.PciBusId == addresses.Of(device)));
        }

        Check("number of relations", devices.Length * (devices.Length - 1) / 2, actual.Relations.Count);
        for (int i = 0; i < devices.Length; i++)
        {
            foreach (PciNode other in devices[(i + 1)..])
            {
                CompareRelation(devices[i], other, actual.Between(addresses.Of(devices[i]), addresses.Of(other)));
            }
        }
    }

    private bool HaveSame(string what, IEnumerable<DeviceDocument> actual, PciNode[] expected) => Check(
        what,
        string.Join(' ', expected.Select(addresses.Of).Order(StringComparer.Ordinal)),
        string.Join(' ', actual.Select(d => d.PciBusId).Order(StringComparer.Ordinal)));

    private void ComparePlace(PciNode expected, DeviceDocument actual)
    {
        Check($"{expected.Id} root", string.Create(CultureInfo.InvariantCulture, $"pci0000:{expected.Root.BusNumber:x2}"), actual.PcieRoot);
        Check($"{expected.Id} switch", ExpectedRelation.SwitchAbove(expected) is { } above ? addresses.Of(above) : null, actual.PcieSwitch);
        Check($"{expected.Id} NUMA node", expected.Root.NumaNode, actual.NumaNode);
        // There is one processor a node; who is on no node is as near to one as to the other.
        Check($"{expected.Id} CPUs", expected.Root.NumaNode?.ToString(CultureInfo.InvariantCulture) ?? "0-1", actual.CpuAffinity);
    }

    private void CompareRelation(PciNode a, PciNode b, RelationDocument actual)
    {
        (string pcieClass, PciNode? bridge) = ExpectedRelation.Between(a, b);
        (string bondedA, string bondedB, int links) = NvmlScenario.Bonded;
        bool bonded = (a.Id == bondedA && b.Id == bondedB) || (a.Id == bondedB && b.Id == bondedA);
        string pair = $"{a.Id} to {b.Id}";
        Check($"{pair} over PCIe", pcieClass, actual.PcieClass);
        Check($"{pair} by any way", bonded ? $"NV{links}" : pcieClass, actual.Class);
        Check($"{pair} NVLinks", bonded ? links : 0, actual.NvLinks);
        Check($"{pair} bridge", bridge is null ? null : addresses.Of(bridge), actual.Bridge);
    }

    private bool Check<T>(string what, T expected, T actual)
    {
        bool same = EqualityComparer<T>.Default.Equals(expected, actual);
        if (!same)
        {
            _differences.Add($"{what}: expected {expected?.ToString() ?? "nothing"}, got {actual?.ToString() ?? "nothing"}");
        }

        return same;
    }
}
