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
internal sealed class TopologySource(INodeFiles files, NvmlMonitor? nvml, DeviceCatalog catalog)
{
    private static readonly NvmlSnapshot s_starting = new()
    {
        Status = NvmlStatus.Starting,
        Message = "NVML is being initialised",
    };

    /// <summary>Reads files and NVML, which run beside each other.</summary>
    public async Task<NodeTopology> ReadAsync(CancellationToken cancellationToken)
    {
        Task<NvmlSnapshot>? reading = nvml?.ReadAsync(cancellationToken);
        NodeFacts facts = SysfsTopologyReader.Read(files, catalog);
        return TopologyBuilder.Build(facts with { Nvml = reading is null ? NvmlSnapshot.Disabled : await reading }, catalog);
    }

    /// <summary>
    /// The first picture: waits for NVML only as long as nobody would notice, since powering up GPUs takes seconds.
    /// </summary>
    public async Task<(NodeTopology Topology, bool IsComplete)> ReadFirstAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (nvml is null)
        {
            return (await ReadAsync(cancellationToken), true);
        }

        Task<NvmlSnapshot> reading = nvml.ReadAsync(cancellationToken);
        NodeFacts facts = SysfsTopologyReader.Read(files, catalog);
        NvmlSnapshot snapshot;
        try
        {
            snapshot = await reading.WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            return (TopologyBuilder.Build(facts with { Nvml = s_starting }, catalog), false);
        }

        return (TopologyBuilder.Build(facts with { Nvml = snapshot }, catalog), true);
    }
}
