using System.Text;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Rendering.Json;
using NodeAgent.Core.Topology.Rendering.Svg;

namespace NodeAgent.Agent.Topology;

/// <summary>The newest picture of the node. Readers never wait; documents are rendered once, when first asked for.</summary>
internal sealed class TopologyStore
{
    private volatile Snapshot? _current;

    /// <summary>Null until the first read is done.</summary>
    public Snapshot? Current => _current;

    /// <summary>True when the picture differs from the one before.</summary>
    public bool Update(NodeTopology topology, DateTimeOffset readAt)
    {
        var next = new Snapshot(topology, readAt);
        bool changed = _current is not { } before || before.Fingerprint != next.Fingerprint;
        _current = next;
        return changed;
    }

    internal sealed class Snapshot(NodeTopology topology, DateTimeOffset readAt)
    {
        public NodeTopology Topology { get; } = topology;

        public DateTimeOffset ReadAt { get; } = readAt;

        /// <summary>Tells whether two pictures differ, for logs and counters; the newer one is served in any case.</summary>
        public int Fingerprint { get; } = topology.Fingerprint();

        public Lazy<byte[]> Json { get; } = new(() => TopologyJson.Render(topology));

        public Lazy<byte[]> Svg { get; } = new(() => Encoding.UTF8.GetBytes(TopologySvg.Render(topology)));
    }
}
