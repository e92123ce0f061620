using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Parsing;

namespace NodeAgent.Linux.Topology;

/// <summary>Reads <c>/sys/devices/system/node</c>.</summary>
internal static class NumaReader
{
    private const string Root = "sys/devices/system/node";

    public static (ImmutableArray<NumaNodeFacts> Nodes, CpuSet Possible) Read(SysfsContext sysfs)
    {
        CpuSet? online = ReadSet(sysfs, $"{Root}/online", "node");
        CpuSet? onlineCpus = ReadSet(sysfs, "sys/devices/system/cpu/online", "cpu");
        ImmutableArray<NumaNodeFacts>.Builder nodes = ImmutableArray.CreateBuilder<NumaNodeFacts>();
        foreach (string name in sysfs.List(Root, "node"))
        {
            // A directory may outlive its node; "online" has the last word where the kernel has it.
            if (name.StartsWith("node", StringComparison.Ordinal) && SysfsText.TryParseInt(name.AsSpan(4), out int id)
                && id >= 0 && (online is not { IsEmpty: false } || online.Contains(id)))
            {
                nodes.Add(ReadNode(sysfs, $"{Root}/{name}", name, id, onlineCpus));
            }
        }

        return (nodes.ToImmutable(), ReadSet(sysfs, $"{Root}/possible", "node") ?? CpuSet.Empty);
    }

    private static NumaNodeFacts ReadNode(SysfsContext sysfs, string path, string subject, int id, CpuSet? onlineCpus)
    {
        CpuSet? cpus = ReadSet(sysfs, $"{path}/cpulist", subject);
        if (cpus is null && sysfs.TryParse(
            $"{path}/cpumap", subject, CpuSet.TryParseMask, out CpuSet mask))
        {
            cpus = mask;
        }

        long? memory = sysfs.Text($"{path}/meminfo", subject) is { } meminfo ? SysfsText.ParseMemTotal(meminfo) : null;
        return new NumaNodeFacts(
            id,
            onlineCpus is { IsEmpty: false } ? cpus?.Intersect(onlineCpus) : cpus,
            memory,
            sysfs.TryParse($"{path}/distance", subject, SysfsText.TryParseDistances, out ImmutableArray<int> row) ? row : []);
    }

    private static CpuSet? ReadSet(SysfsContext sysfs, string path, string subject) => sysfs.TryParse(
        path, subject, CpuSet.TryParseList, out CpuSet value) ? value : null;
}
