using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Core.Tests.Topology.Graph;

public class GpuBuilderTests
{
    private readonly TestMachine _machine = KnownMachines.Hgx();

    [Fact]
    public void Nvml_enriches_what_sysfs_shows()
    {
        Gpu gpu = _machine.ToTopology(KnownMachines.HgxNvml(_machine)).Gpus[3];
        Assert.Equal("GPU3", gpu.Name);
        Assert.Equal("NVIDIA H200", gpu.Model);
        Assert.Equal("GPU-00000000-1111-2222-3333-000000000003", gpu.Uuid);
        Assert.Equal(18, gpu.NvLinks.Length);
        Assert.Equal(0, gpu.Pci.Numa.Node);
    }

    [Fact]
    public void A_gpu_that_only_nvml_shows_is_kept_and_said()
    {
        NvmlSnapshot nvml = KnownMachines.HgxNvml(_machine);
        nvml = nvml with { Gpus = nvml.Gpus.SetItem(0, nvml.Gpus[0] with { BusId = "0009:01:00.0" }) };
        NodeTopology topology = _machine.ToTopology(nvml);
        Assert.Equal(9, topology.Gpus.Length);
        Assert.Contains(topology.Findings, f => f is { Id: FindingIds.GpuNotInSysfs, Subject: "0009:01:00.0" });
        Assert.Contains(topology.Findings, f => f is { Id: FindingIds.GpuNotInNvml, Severity: FindingSeverity.Error });
    }

    [Fact]
    public void Without_nvml_a_missing_driver_entry_is_no_finding()
    {
        NodeTopology topology = _machine.ToTopology(NvmlSnapshot.Disabled);
        Assert.DoesNotContain(topology.Findings, f => f.Id == FindingIds.GpuNotInNvml);
        Assert.Equal("NVIDIA 10de:2330", topology.Gpus[0].Model);
    }

    [Theory]
    [InlineData(NvmlStatus.NotInstalled, FindingIds.NvmlUnavailable)]
    [InlineData(NvmlStatus.DriverNotLoaded, FindingIds.NvmlUnavailable)]
    [InlineData(NvmlStatus.VersionMismatch, FindingIds.NvmlMismatch)]
    [InlineData(NvmlStatus.Hung, FindingIds.NvmlHung)]
    [InlineData(NvmlStatus.Released, FindingIds.NvmlReleased)]
    public void Every_state_of_nvml_has_its_finding(NvmlStatus status, string id)
    {
        NodeTopology topology = _machine.ToTopology(new NvmlSnapshot { Status = status });
        Assert.Contains(topology.Findings, f => f.Id == id);
    }

    [Fact]
    public void Links_that_are_down_lower_the_number_that_joins_a_pair()
    {
        NvmlSnapshot nvml = KnownMachines.HgxNvml(_machine);
        nvml = nvml with { Gpus = nvml.Gpus.SetItem(2, nvml.Gpus[2] with { Links = [.. nvml.Gpus[2].Links.Select(l => l with { Active = l.Index >= 3 })] }) };
        NodeTopology topology = _machine.ToTopology(nvml);
        Assert.Equal("NV15", topology.Relations.Single(r => r is { A: "GPU1", B: "GPU2" }).Label);
        Assert.Equal("NV18", topology.Relations.Single(r => r is { A: "GPU0", B: "GPU1" }).Label);
        Assert.Contains(topology.Findings, f => f.Id == FindingIds.NvLinkInactive && f.Message.Contains("0-2", StringComparison.Ordinal));
    }

    [Fact]
    public void All_links_down_leaves_the_PCIe_relation()
    {
        NvmlSnapshot nvml = KnownMachines.HgxNvml(_machine);
        nvml = nvml with { Gpus = nvml.Gpus.SetItem(1, nvml.Gpus[1] with { Links = [.. nvml.Gpus[1].Links.Select(l => l with { Active = false })] }) };
        Assert.Equal("NODE", _machine.ToTopology(nvml).Relations.Single(r => r is { A: "GPU0", B: "GPU1" }).Label);
    }

    [Fact]
    public void Another_clique_is_not_joined_by_the_switches()
    {
        NvmlSnapshot nvml = KnownMachines.HgxNvml(_machine);
        nvml = nvml with { Gpus = nvml.Gpus.SetItem(1, nvml.Gpus[1] with { Fabric = nvml.Gpus[1].Fabric! with { CliqueId = 7 } }) };
        Assert.Equal(0, _machine.ToTopology(nvml).Relations.Single(r => r is { A: "GPU0", B: "GPU1" }).NvLinks);
    }

    [Fact]
    public void Direct_links_count_only_when_both_ends_are_up()
    {
        NvmlSnapshot nvml = KnownMachines.HgxNvml(_machine);
        NvmlGpu a = nvml.Gpus[0], b = nvml.Gpus[1];
        a = a with { Fabric = null, Links = [new(0, true, 3, 0, b.BusId, 1), new(1, true, 3, 0, b.BusId, 1)] };
        b = b with { Fabric = null, Links = [new(0, true, 3, 0, a.BusId, 1), new(1, false, 3, 0, a.BusId, 1)] };
        NodeTopology topology = _machine.ToTopology(nvml with { Gpus = [a, b] });
        Assert.Equal("NV1", topology.Relations.Single(r => r is { A: "GPU0", B: "GPU1" }).Label);
    }

    [Theory]
    [InlineData(0x030200u, 0x10de, true)]
    [InlineData(0x030000u, 0x1a03, false)]
    [InlineData(0x030000u, 0x8086, false)]
    [InlineData(0x038000u, 0x8086, true)]
    [InlineData(0x120000u, 0x1da3, true)]
    [InlineData(0x120000u, 0x1002, true)]
    [InlineData(0x0b4000u, 0x1bcf, true)]
    [InlineData(0x0b4000u, 0x8086, false)]
    public void The_table_knows_gpus_of_all_vendors(uint classCode, int vendor, bool isGpu)
    {
        var machine = new TestMachine();
        machine.Root("pci0000:00", null).Port().Gpu(classCode, (ushort)vendor, 1);
        Assert.Equal(isGpu, machine.ToTopology().Gpus.Length == 1);
    }
}
