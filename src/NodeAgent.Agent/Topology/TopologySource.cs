using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Linux.Files;
using NodeAgent.Linux.Nvml;
using NodeAgent.Linux.Topology;

namespace NodeAgent.Agent.Topology;

/// <summary>Reads the whole picture of this node: what the agent does at its start and on every change.</summary>
internal sealed class TopologySource
{
    /// <summary>Less than anyone notices, more than NVML needs with persistence mode.</summary>
    private static readonly TimeSpan s_firstPatience = TimeSpan.FromMilliseconds(60);

    private static readonly NvmlSnapshot s_starting = new()
    {
        Status = NvmlStatus.Starting,
        Message = "NVML is being initialised",
    };

    private readonly INodeFiles _files;
    private readonly NvmlMonitor? _nvml;
    private readonly DeviceCatalog _catalog;

    /// <summary>Begins the first read at once, while the host is still being put together.</summary>
    public TopologySource(INodeFiles files, NvmlMonitor? nvml, DeviceCatalog catalog)
    {
        (_files, _nvml, _catalog) = (files, nvml, catalog);
        First = Task.Run(() => ReadFirstAsync(s_firstPatience));
    }

    /// <summary>The first picture, and whether NVML is in it.</summary>
    public Task<(NodeTopology Topology, bool IsComplete)> First { get; }

    /// <summary>Reads files and NVML, which run beside each other.</summary>
    public async Task<NodeTopology> ReadAsync(CancellationToken cancellationToken)
    {
        Task<NvmlSnapshot>? reading = _nvml?.ReadAsync(cancellationToken);
        NodeFacts facts = SysfsTopologyReader.Read(_files, _catalog);
        return TopologyBuilder.Build(facts with { Nvml = reading is null ? NvmlSnapshot.Disabled : await reading }, _catalog);
    }

    // Waits for NVML only as long as nobody would notice, since powering up GPUs takes seconds.
    private async Task<(NodeTopology Topology, bool IsComplete)> ReadFirstAsync(TimeSpan patience)
    {
        if (_nvml is null)
        {
            return (await ReadAsync(CancellationToken.None), true);
        }

        Task<NvmlSnapshot> reading = _nvml.ReadAsync(CancellationToken.None);
        NodeFacts facts = SysfsTopologyReader.Read(_files, _catalog);
        NvmlSnapshot snapshot;
        try
        {
            snapshot = await reading.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            return (TopologyBuilder.Build(facts with { Nvml = s_starting }, _catalog), false);
        }

        return (TopologyBuilder.Build(facts with { Nvml = snapshot }, _catalog), true);
    }
}
