namespace NodeAgent.Core.Topology;

/// <summary>A hash over all that is shown of a topology; it holds within one process only.</summary>
public static class TopologyFingerprint
{
    public static int Fingerprint(this NodeTopology topology)
    {
        var hash = new HashCode();
        hash.Add(topology.Driver);
        foreach (NumaNode node in topology.NumaNodes)
        {
            hash.Add((node.Id, node.Cpus, node.MemoryBytes));
        }

        foreach (PciFunction function in topology.Pci.Functions)
        {
            hash.Add((function.Address, function.Parent, function.Driver, function.Numa, function.Link));
        }

        foreach (Gpu gpu in topology.Gpus)
        {
            AddGpu(ref hash, gpu);
        }

        foreach (Nic nic in topology.Nics)
        {
            hash.Add((nic.Name, nic.RdmaDevice, nic.NetDevice, nic.CpuAffinity));
            AddEach(ref hash, nic.Ports);
        }

        AddEach(ref hash, topology.Relations);
        AddEach(ref hash, topology.Findings);
        return hash.ToHashCode();
    }

    private static void AddGpu(ref HashCode hash, Gpu gpu)
    {
        hash.Add((gpu.Uuid, gpu.Model, gpu.DriverIndex, gpu.MemoryBytes, gpu.IsLost, gpu.MigEnabled, gpu.Fabric, gpu.C2c));
        hash.Add((gpu.Pci.Link, gpu.CpuAffinity));
        AddEach(ref hash, gpu.NvLinks);
        AddEach(ref hash, gpu.MigInstances);
    }

    private static void AddEach<T>(ref HashCode hash, IEnumerable<T> items)
    {
        foreach (T item in items)
        {
            hash.Add(item);
        }
    }
}
