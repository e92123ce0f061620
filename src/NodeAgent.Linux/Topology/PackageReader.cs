using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Parsing;

namespace NodeAgent.Linux.Topology;

/// <summary>Reads which CPUs share a socket: one read per socket where the kernel lists the siblings.</summary>
internal static class PackageReader
{
    private const string Root = "sys/devices/system/cpu";

    public static ImmutableArray<CpuPackageFacts> Read(SysfsContext sysfs)
    {
        var packages = new Dictionary<int, CpuSet>();
        var seen = new HashSet<int>();
        CpuSet online = OnlineCpus(sysfs);
        foreach (int cpu in online.ToArray())
        {
            string path = $"{Root}/cpu{cpu}/topology";
            if (seen.Contains(cpu)
                || !sysfs.TryParse($"{path}/physical_package_id", $"cpu{cpu}", SysfsText.TryParseInt, out int package) || package < 0)
            {
                continue;
            }

            CpuSet siblings = Siblings(sysfs, path, cpu).Intersect(online);
            seen.UnionWith(siblings.ToArray());
            packages[package] = packages.TryGetValue(package, out CpuSet? known) ? known.Union(siblings) : siblings;
        }

        return [.. packages.Select(p => new CpuPackageFacts(p.Key, p.Value))];
    }

    private static CpuSet OnlineCpus(SysfsContext sysfs)
    {
        if (sysfs.TryParse($"{Root}/online", "cpu", CpuSet.TryParseList, out CpuSet online))
        {
            return online;
        }

        return CpuSet.Of(sysfs.List(Root, "cpu")
            .Where(name => name.StartsWith("cpu", StringComparison.Ordinal))
            .Select(name => SysfsText.TryParseInt(name.AsSpan(3), out int number) ? number : -1)
            .Where(number => number is >= 0 and < CpuSet.Limit));
    }

    // The name changed in Linux 5.2; "core" meant "package" before.
    private static CpuSet Siblings(SysfsContext sysfs, string path, int cpu)
    {
        string subject = $"cpu{cpu}";
        if (sysfs.TryParse($"{path}/package_cpus_list", subject, CpuSet.TryParseList, out CpuSet set) && set.Contains(cpu))
        {
            return set;
        }

        if (sysfs.TryParse($"{path}/core_siblings_list", subject, CpuSet.TryParseList, out set) && set.Contains(cpu))
        {
            return set;
        }

        return sysfs.TryParse($"{path}/core_siblings", subject, CpuSet.TryParseMask, out set) && set.Contains(cpu) ? set : CpuSet.Of([cpu]);
    }
}
