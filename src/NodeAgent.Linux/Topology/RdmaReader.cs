using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Parsing;

namespace NodeAgent.Linux.Topology;

/// <summary>Reads RDMA devices and their ports from <c>/sys/class/infiniband</c>.</summary>
internal static class RdmaReader
{
    private const string Root = "sys/class/infiniband";
    private const string Unknown = "unknown";

    public static ImmutableArray<RdmaDeviceFacts> Read(SysfsContext sysfs)
    {
        ImmutableArray<RdmaDeviceFacts>.Builder devices = ImmutableArray.CreateBuilder<RdmaDeviceFacts>();
        foreach (string name in sysfs.List(Root, "infiniband"))
        {
            string path = $"{Root}/{name}";
            ImmutableArray<NicPort> ports =
            [
                .. sysfs.List($"{path}/ports", name)
                    .Select(port => SysfsText.TryParseInt(port, out int number) ? number : 0)
                    .Where(number => number > 0)
                    .Order()
                    .Select(number => ReadPort(sysfs, $"{path}/ports/{number}", name, number)),
            ];
            devices.Add(new RdmaDeviceFacts(name, ClassDevice.OwnerOf(sysfs, path), ports));
        }

        return devices.ToImmutable();
    }

    private static NicPort ReadPort(SysfsContext sysfs, string path, string name, int number)
    {
        string subject = $"{name}/{number}";
        string layer = sysfs.Text($"{path}/link_layer", subject)?.Trim() is { Length: > 0 } told ? told : Unknown;
        string state = sysfs.TryParse($"{path}/state", subject, RdmaText.TryParseState, out string word) ? word : Unknown;
        string? physical = sysfs.TryParse($"{path}/phys_state", subject, RdmaText.TryParseState, out word) ? word : null;
        double? rate = sysfs.TryParse($"{path}/rate", subject, RdmaText.TryParseRate, out double gigabits) ? gigabits : null;
        return new NicPort(number, layer, state, physical, rate > 0 ? rate : null);
    }
}
