using System.Diagnostics.Metrics;
using NodeAgent.Core.Topology;
using NodeAgent.Telemetry;

namespace NodeAgent.Agent.Topology;

/// <summary>What the agent tells about the topology and about its own reading of it.</summary>
internal sealed class TopologyMetrics
{
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _reads;
    private readonly Counter<long> _changes;
    private readonly Counter<long> _uevents;

    public TopologyMetrics(MeterScope scope, TopologyStore store)
    {
        _meter = scope.Create("NodeAgent.Topology");
        _duration = _meter.CreateHistogram(
            "node_agent_topology_read_duration_seconds",
            description: "How long one read of the node took.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30] });
        _reads = _meter.CreateCounter<long>("node_agent_topology_reads_total", description: "Reads of the node, by result.");
        _changes = _meter.CreateCounter<long>("node_agent_topology_changes_total", description: "Reads that found another topology than before.");
        _uevents = _meter.CreateCounter<long>("node_agent_uevents_total", description: "Kernel events that concern the topology.");
        _changes.Add(0);

        Gauge(store, "node_agent_topology_last_read_timestamp_seconds", "When the served topology was read.",
            s => [new(s.ReadAt.ToUnixTimeMilliseconds() / 1000.0)]);
        Gauge(store, "node_agent_topology_findings", "Findings, by id and severity.", s => s.Topology.Findings
            .GroupBy(f => (f.Id, f.Severity))
            .Select(g => new Measurement<double>(g.Count(), Tag("id", g.Key.Id), Tag("severity", g.Key.Severity.ToString().ToLowerInvariant()))));
        Gauge(store, "node_agent_nvml_up", "1 when NVML answers.", s => [new(s.Topology.Driver.Status == "ok" ? 1 : 0)]);
        Gauge(store, "node_agent_nvml_info", "State and versions of the NVIDIA driver.", s =>
        [
            new(1, Tag("status", s.Topology.Driver.Status), Tag("driver_version", s.Topology.Driver.DriverVersion ?? ""),
                Tag("cuda_version", s.Topology.Driver.CudaVersion ?? "")),
        ]);
        Gauge(store, "node_agent_numa_node_memory_bytes", "Memory of a NUMA node.", s => s.Topology.NumaNodes
            .Where(n => n.MemoryBytes is not null)
            .Select(n => new Measurement<double>(n.MemoryBytes!.Value, Tag("node", n.Id))));
        CreateGpuGauges(store);
        CreateNicGauges(store);
    }

    public void ReadDone(TimeSpan duration, bool changed)
    {
        _duration.Record(duration.TotalSeconds);
        _reads.Add(1, Tag("result", "ok"));
        _changes.Add(changed ? 1 : 0);
    }

    public void ReadFailed() => _reads.Add(1, Tag("result", "error"));

    public void UeventSeen(string subsystem) => _uevents.Add(1, Tag("subsystem", subsystem));

    private void CreateGpuGauges(TopologyStore store)
    {
        PerDevice<Gpu>(store, t => t.Gpus, "node_agent_gpu_info", "A GPU; 1.", g => 1, g =>
        [
            Tag("uuid", g.Uuid ?? ""), Tag("model", g.Model), Tag("vendor", g.Vendor),
            Tag("numa_node", g.Pci.Numa.Node?.ToString() ?? ""), Tag("pcie_root", g.Pci.Root ?? ""), Tag("pcie_switch", g.Switch?.ToString() ?? ""),
        ]);
        PerDevice<Gpu>(store, t => t.Gpus, "node_agent_gpu_pcie_link_generation", "PCIe generation now; idle GPUs lower it.", g => g.Pci.Link.Generation);
        PerDevice<Gpu>(store, t => t.Gpus, "node_agent_gpu_pcie_link_generation_max", "PCIe generation that GPU and slot can do.", g => g.Pci.Link.MaxGeneration);
        PerDevice<Gpu>(store, t => t.Gpus, "node_agent_gpu_pcie_link_width", "PCIe lanes now.", g => g.Pci.Link.Width);
        PerDevice<Gpu>(store, t => t.Gpus, "node_agent_gpu_pcie_link_width_max", "PCIe lanes that GPU and slot can do.", g => g.Pci.Link.MaxWidth);
        PerDevice<Gpu>(store, t => t.Gpus, "node_agent_gpu_nvlinks", "NVLinks that the GPU has.", g => g.NvLinks.IsEmpty ? null : g.NvLinks.Length);
        PerDevice<Gpu>(store, t => t.Gpus, "node_agent_gpu_nvlinks_up", "NVLinks that are up.",
            g => g.NvLinks.IsEmpty ? null : g.NvLinks.Count(l => l.Active == true));
        PerDevice<Gpu>(store, t => t.Gpus, "node_agent_gpu_lost", "1 when the driver lost the GPU.", g => g.IsLost ? 1 : 0);
    }

    private void CreateNicGauges(TopologyStore store)
    {
        PerDevice<Nic>(store, t => t.Nics, "node_agent_nic_info", "A NIC; 1.", n => 1, n =>
        [
            Tag("rdma_device", n.RdmaDevice ?? ""), Tag("netdev", n.NetDevice ?? ""), Tag("vendor", n.Vendor),
            Tag("numa_node", n.Pci.Numa.Node?.ToString() ?? ""), Tag("pcie_root", n.Pci.Root ?? ""), Tag("pcie_switch", n.Switch?.ToString() ?? ""),
        ]);
        PerDevice<Nic>(store, t => t.Nics, "node_agent_nic_pcie_link_generation", "PCIe generation now.", n => n.Pci.Link.Generation);
        PerDevice<Nic>(store, t => t.Nics, "node_agent_nic_pcie_link_width", "PCIe lanes now.", n => n.Pci.Link.Width);
        Gauge(store, "node_agent_nic_port_up", "1 when a port carries traffic.", s => s.Topology.Nics.SelectMany(n => n.Ports.Select(
            p => new Measurement<double>(p.State is "ACTIVE" or "UP" ? 1 : 0, PortTags(n, p)))));
        Gauge(store, "node_agent_nic_port_rate_bytes_per_second", "Signalling rate of a port.", s => s.Topology.Nics.SelectMany(n => n.Ports
            .Where(p => p.RateGbps is not null)
            .Select(p => new Measurement<double>(p.RateGbps!.Value * 1e9 / 8, PortTags(n, p)))));
    }

    private static KeyValuePair<string, object?>[] PortTags(Nic nic, NicPort port) =>
        [Tag("nic", nic.Name), Tag("pci_bus_id", nic.Pci.Address), Tag("port", port.Number), Tag("link_layer", port.LinkLayer)];

    private void PerDevice<T>(
        TopologyStore store, Func<NodeTopology, IReadOnlyList<T>> devices, string name, string help,
        Func<T, double?> value, Func<T, KeyValuePair<string, object?>[]>? more = null)
        where T : TopologyDevice => Gauge(store, name, help, s => devices(s.Topology)
            .Where(d => value(d) is not null)
            .Select(d => new Measurement<double>(value(d)!.Value, [
                Tag(typeof(T) == typeof(Gpu) ? "gpu" : "nic", d.Name), Tag("pci_bus_id", d.Pci.Address), .. more?.Invoke(d) ?? [],
            ])));

    // What is unknown has no series; a sentinel would be read as a value.
    private void Gauge(
        TopologyStore store, string name, string help, Func<TopologyStore.Snapshot, IEnumerable<Measurement<double>>> observe) =>
        _meter.CreateObservableGauge(name, () => store.Current is { } snapshot ? observe(snapshot) : [], description: help);

    private static KeyValuePair<string, object?> Tag(string key, object value) => new(key, value);
}
