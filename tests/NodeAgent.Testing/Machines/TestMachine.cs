using System.Globalization;
using NodeAgent.Core.Topology;

namespace NodeAgent.Testing.Machines;

/// <summary>
/// A machine described by a test: NUMA nodes, root buses, ports, switches and devices. It becomes facts, or a sysfs tree
/// on disk. Bus numbers are given out in the order in which a firmware would.
/// </summary>
public sealed class TestMachine
{
    private readonly List<TestNode> _nodes = [];
    private readonly List<TestFunction> _functions = [];

    public IReadOnlyList<TestNode> Nodes => _nodes;

    public IReadOnlyList<TestFunction> Functions => _functions;

    public TestMachine Node(int id, string cpus, long memoryBytes = 1L << 36, int[]? distances = null)
    {
        _nodes.Add(new TestNode(id, cpus, memoryBytes, distances));
        return this;
    }

    /// <summary>Opens a root bus.</summary>
    public TestBus Root(string name, int? numa) => new(this, name, [], numa, ParseBus(name));

    internal TestFunction Add(TestFunction function)
    {
        _functions.Add(function);
        return function;
    }

    internal string LocalCpusOf(int? numa) => numa is { } id && _nodes.Find(n => n.Id == id) is { } node
        ? node.Cpus : string.Join(',', _nodes.Select(n => n.Cpus).Where(c => c.Length > 0));

    private static byte ParseBus(string name) => byte.Parse(name.AsSpan(name.Length - 2), NumberStyles.AllowHexSpecifier);
}

/// <summary>A NUMA node of a test machine; no CPUs make it memory-only.</summary>
public sealed record TestNode(int Id, string Cpus, long MemoryBytes, int[]? Distances);

/// <summary>A PCI function of a test machine.</summary>
public sealed record TestFunction
{
    public required PciAddress Address { get; init; }

    public required string Root { get; init; }

    public required IReadOnlyList<PciAddress> Ancestors { get; init; }

    public required uint Class { get; init; }

    public required ushort Vendor { get; init; }

    public required ushort Device { get; init; }

    public int? Numa { get; init; }

    public string LocalCpus { get; set; } = "";

    public string? Rdma { get; init; }

    public string? NetDevice { get; init; }

    public string LinkLayer { get; init; } = "InfiniBand";

    public string Speed { get; set; } = "32.0 GT/s PCIe";

    public string Width { get; set; } = "16";

    public PciAddress? PhysicalFunction { get; init; }
}
