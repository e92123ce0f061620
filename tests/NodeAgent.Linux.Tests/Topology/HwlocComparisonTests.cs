using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Linux.Files;
using NodeAgent.Linux.Topology;
using NodeAgent.Testing;

namespace NodeAgent.Linux.Tests.Topology;

/// <summary>Trees of real machines, against lstopo run on the same tree and against hwloc's own expected output.</summary>
public class HwlocComparisonTests(UnpackedTrees trees) : IClassFixture<UnpackedTrees>
{
    /// <summary>Firmware that gives all nodes the same CPUs: hwloc merges the nodes, we show what the kernel says and complain.</summary>
    private const string BuggyNuma = "8em64t-2s2ca2c-buggynuma";

    public static TheoryData<string> Trees => Repository.Fixtures is null
        ? ["none"]
        : [.. Directory.GetFiles(Repository.Fixture("sysfs"), "*.tar.bz2").Select(p => Path.GetFileName(p)[..^".tar.bz2".Length]).Order(StringComparer.Ordinal)];

    [FixtureTheory]
    [MemberData(nameof(Trees))]
    public async Task Nodes_packages_and_the_PCI_tree_are_those_of_lstopo(string tree)
    {
        string root = await trees.GetAsync(tree);
        Lstopo theirs = await Lstopo.RunAsync(root);
        NodeTopology ours = Read(root);

        if (tree == BuggyNuma)
        {
            Assert.Equal(8, ours.NumaNodes.Length);
            Assert.Contains(ours.Findings, f => f.Id == FindingIds.NumaOverlap);
        }
        else
        {
            Assert.Equal(theirs.Nodes.OrderBy(n => n.Id).Select(n => (n.Id, n.Cpus)), ours.NumaNodes.Select(n => (n.Id, n.Cpus)));
            Assert.Equal(theirs.Nodes.OrderBy(n => n.Id).Select(n => n.Memory), ours.NumaNodes.Select(n => n.MemoryBytes ?? 0));
        }

        Assert.Equal(theirs.Packages.OrderBy(p => p.Id).Select(p => (p.Id, p.Cpus)), ours.Packages.Select(p => (p.Id, p.Cpus)));
        Assert.Equal(
            theirs.Functions.OrderBy(f => f.Key).Select(f => (f.Key, f.Value.Parent)),
            ours.Pci.Functions.Where(f => theirs.Functions.ContainsKey(f.Address)).Select(f => (f.Address, ParentIn(theirs, f))));
        Assert.Empty(ours.Findings.Where(f => f.IsBadInput));
    }

    [FixtureTheory]
    [MemberData(nameof(Trees))]
    public async Task Local_cpus_of_devices_are_those_of_lstopo(string tree)
    {
        string root = await trees.GetAsync(tree);
        Lstopo theirs = await Lstopo.RunAsync(root);
        foreach (TopologyDevice device in Devices(Read(root)))
        {
            // hwloc knows no function beyond its own filter; what it knows it places by the kernel's local CPUs.
            if (theirs.Functions.TryGetValue(device.Pci.Address, out Lstopo.Pci? pci))
            {
                bool contradicted = device.Pci.Numa.Source == NumaSource.Reported && !device.Pci.LocalCpus.IsSubsetOf(device.CpuAffinity);
                Assert.True(contradicted || pci.Cpus.Equals(device.CpuAffinity), $"{device.Pci.Address}: {pci.Cpus} against {device.CpuAffinity}");
            }
        }
    }

    [FixtureTheory]
    [InlineData("32em64t-2n8c+dax+nvme+mic+dimms")]
    [InlineData("nvidia-dgx-gb10")]
    [InlineData("fakepcilocalities")]
    public async Task Nodes_are_those_of_the_recorded_output_of_hwloc(string tree)
    {
        NodeTopology ours = Read(await trees.GetAsync(tree));
        Lstopo recorded = Lstopo.Parse(await File.ReadAllTextAsync(Repository.Fixture("hwloc-expected", tree + ".xml")));
        Assert.Equal(recorded.Nodes.OrderBy(n => n.Id).Select(n => n.Id), ours.NumaNodes.Select(n => n.Id));
        Assert.Equal(recorded.Packages.OrderBy(p => p.Id).Select(p => p.Cpus), ours.Packages.Select(p => p.Cpus));
        Assert.Equal(
            recorded.Functions.OrderBy(f => f.Key).Select(f => (f.Key, f.Value.Parent)),
            ours.Pci.Functions.Where(f => recorded.Functions.ContainsKey(f.Address)).Select(f => (f.Address, ParentIn(recorded, f))));
    }

    [FixtureFact]
    public async Task The_vector_engine_machine_has_two_switches_of_four_accelerators_and_a_NIC_each()
    {
        NodeTopology topology = Read(await trees.GetAsync("32intel64-2p8co2t+8ve"));
        Assert.Equal(8, topology.Gpus.Length);
        Assert.All(topology.Gpus, g => Assert.Equal((3, 16), (g.Pci.Link.Generation!.Value, g.Pci.Link.Width!.Value)));
        ILookup<PciAddress?, string> bySwitch = topology.Gpus.Concat<TopologyDevice>(topology.Nics).ToLookup(d => d.Switch, d => d.Name);
        Assert.Equal(["GPU0", "GPU1", "GPU2", "GPU3", "NIC0"], bySwitch[PciAddress.Parse("0000:18:00.0")]);
        Assert.Equal(["GPU4", "GPU5", "GPU6", "GPU7", "NIC1"], bySwitch[PciAddress.Parse("0000:3b:00.0")]);
    }

    [FixtureFact]
    public async Task Sparse_node_numbers_take_their_distances_by_column()
    {
        NodeTopology topology = Read(await trees.GetAsync("48amd64-4pa2n6c-sparse"));
        ImmutableArray<int> ids = [.. topology.NumaNodes.Select(n => n.Id)];
        Assert.Equal<int>([0, 1, 2, 33, 34, 45, 72, 73], [.. ids]);
        Assert.All(topology.NumaNodes, n => Assert.Equal(10, n.Distances[n.Id]));
    }

    [FixtureFact]
    public async Task A_firmware_without_proximity_leaves_devices_unknown_and_a_contradiction_is_said()
    {
        NodeTopology topology = Read(await trees.GetAsync("40intel64-2g2n4c+pcilocality"));
        Assert.Contains(topology.Findings, f => f is { Id: FindingIds.NumaContradiction, Subject: "0000:43:00.0" });
        Assert.Equal(2, topology.Nics.Single(n => n.RdmaDevice == "qib0").Pci.Numa.Node);
        Assert.All(topology.Nics.Where(n => n.RdmaDevice is null), n => Assert.Equal(NumaAffinity.Unknown, n.Pci.Numa));
    }

    [FixtureFact]
    public async Task Rdma_ports_of_a_real_HGX_H100_are_read()
    {
        using var directory = new TempDirectory();
        string root = directory.Combine("root");
        string target = Path.Combine(root, "sys", "class", "infiniband");
        Directory.CreateDirectory(target);
        ShellResult tar = await Shell.RunAsync(
            "tar", ["-xf", Repository.Fixture("sysfs", "sys-class-infiniband-h100.tar.gz"), "-C", target, "--strip-components=2"]);
        Assert.Equal(0, tar.ExitCode);
        var facts = SysfsTopologyReader.Read(new NodeFiles(root), DeviceCatalog.Default);
        Assert.Equal(9, facts.RdmaDevices.Length);
        Assert.Equal(8, facts.RdmaDevices.Count(d => d.Ports is [{ LinkLayer: "InfiniBand", State: "ACTIVE", RateGbps: 400 }]));
        Assert.Equal(["mlx5_bond_0"], facts.RdmaDevices.Where(d => d.Ports is [{ LinkLayer: "Ethernet" }]).Select(d => d.Name));
    }

    // hwloc shows the bridges that the bus lists; the links of one dump lead through one more.
    private static PciAddress? ParentIn(Lstopo theirs, PciFunction function) =>
        function.Ancestors.Reverse().Where(theirs.Functions.ContainsKey).Select(a => (PciAddress?)a).FirstOrDefault();

    private static IEnumerable<TopologyDevice> Devices(NodeTopology topology) => topology.Gpus.Concat<TopologyDevice>(topology.Nics);

    private static NodeTopology Read(string root) =>
        TopologyBuilder.Build(SysfsTopologyReader.Read(new NodeFiles(root), DeviceCatalog.Default), DeviceCatalog.Default);
}
