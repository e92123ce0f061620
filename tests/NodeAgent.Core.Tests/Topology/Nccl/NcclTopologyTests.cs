using System.Text;
using System.Xml.Linq;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Nccl;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Core.Topology.Rendering.Json;
using NodeAgent.Testing;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Core.Tests.Topology.Nccl;

public class NcclTopologyTests
{
    private static readonly CpuIdentity s_cpu = new("x86_64", "GenuineIntel", 6, 143);

    [FixtureTheory]
    [InlineData("alibaba-rtp-llm-8x26ba-cx8switch.xml", 8, 12)]
    [InlineData("aws-p4de-24xl-topo.xml", 8, 4)]
    [InlineData("aws-g5.48xl-topo.xml", 0, 0)]
    [InlineData("azure-ncv4-topo.xml", 4, 0)]
    [InlineData("azure-ndv2-topo.xml", 8, 1)]
    [InlineData("azure-ndv4-topo.xml", 8, 8)]
    [InlineData("gb300-nvl72-1tray-healthy.xml", 4, 1)]
    [InlineData("panlichen-8x3090-microchip-switch.xml", 8, 1)]
    [InlineData("yynil-2x4090-epyc-nps4-ib.xml", 2, 2)]
    [InlineData("zyuestc-4xa6000-dell-interleaved.xml", 4, 2)]
    public void Files_of_real_machines_parse_and_round_trip(string file, int gpus, int nics)
    {
        NodeTopology first = Read(File.ReadAllText(Repository.Fixture("nccl", file)));
        Assert.Equal((gpus, nics), (first.Gpus.Length, first.Nics.Length));

        NodeTopology second = Read(NcclTopologyWriter.Write(first));
        Assert.Equal(Devices(first), Devices(second));
        Assert.Equal(
            first.Relations.Select(r => (r.A, r.B, r.Label, r.PcieClass, r.Bridge)),
            second.Relations.Select(r => (r.A, r.B, r.Label, r.PcieClass, r.Bridge)));
    }

    [FixtureFact]
    public void A_graph_file_is_refused_by_its_name()
    {
        var error = Assert.Throws<BadInputException>(() => Read(File.ReadAllText(Repository.Fixture("nccl", "azure-ncv4-graph.xml"))));
        Assert.Contains("NCCL graph file", error.Message, StringComparison.Ordinal);
    }

    [FixtureFact]
    public void A_rack_scale_tray_has_eighteen_links_to_switches_that_nobody_sees()
    {
        NodeTopology tray = Read(File.ReadAllText(Repository.Fixture("nccl", "gb300-nvl72-1tray-healthy.xml")));
        Assert.All(tray.Relations.Where(r => r.B.StartsWith("GPU", StringComparison.Ordinal)), r => Assert.Equal("NV18", r.Label));
        Assert.All(tray.Gpus, g => Assert.Equal(5, g.C2c!.Links));
    }

    [Fact]
    public void A_sysfs_machine_written_for_nccl_keeps_its_switches_and_nearness()
    {
        TestMachine machine = KnownMachines.Hgx();
        NodeTopology original = machine.ToTopology(KnownMachines.HgxNvml(machine)) with { Cpu = s_cpu };
        NodeTopology read = Read(NcclTopologyWriter.Write(original));
        Assert.Equal(original.Gpus.Select(g => (g.Pci.Address, g.Switch)), read.Gpus.Select(g => (g.Pci.Address, g.Switch)));
        Assert.Equal(
            original.Relations.Where(r => r.PcieClass <= RelationClass.Pxb).Select(r => (r.A, r.B, r.Bridge)),
            read.Relations.Where(r => r.PcieClass <= RelationClass.Pxb && !IsSameCard(r, read)).Select(r => (r.A, r.B, r.Bridge))
                .Concat(original.Relations.Where(r => r.PcieClass <= RelationClass.Pxb && IsSameCard(r, original)).Select(r => (r.A, r.B, r.Bridge)))
                .OrderBy(r => Array.FindIndex([.. original.Relations], o => o.A == r.A && o.B == r.B)));
    }

    [Fact]
    public void What_NCCL_cannot_do_without_is_refused_here()
    {
        NodeTopology unknown = KnownMachines.Hgx().ToTopology();
        Assert.Contains("proc/cpuinfo", Assert.Throws<BadInputException>(() => NcclTopologyWriter.Write(unknown)).Message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => NcclTopologyWriter.Write(unknown with { Cpu = s_cpu with { Model = null } }));
        Assert.Contains("arch=\"arm64\"", NcclTopologyWriter.Write(unknown with { Cpu = new CpuIdentity("arm64", null, null, null) }), StringComparison.Ordinal);

        var huge = new TestMachine();
        for (int i = 0; i < 256; i++)
        {
            huge.Root($"pci{i:x4}:00", 0).Port().Nic($"mlx5_{i}");
        }

        Assert.Contains("255", Assert.Throws<BadInputException>(() => NcclTopologyWriter.Write(huge.ToTopology() with { Cpu = s_cpu })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_of_which_one_is_unknown_are_left_to_NCCL_to_find()
    {
        TestMachine machine = KnownMachines.Hgx();
        NvmlSnapshot nvml = KnownMachines.HgxNvml(machine);
        nvml = nvml with { Gpus = nvml.Gpus.SetItem(0, nvml.Gpus[0] with { Links = nvml.Gpus[0].Links.SetItem(5, nvml.Gpus[0].Links[5] with { Active = null }) }) };
        XElement[] gpus = [.. XElement.Parse(NcclTopologyWriter.Write(machine.ToTopology(nvml) with { Cpu = s_cpu })).Descendants("gpu")];
        Assert.Equal(7, gpus.Count(g => g.Elements("nvlink").Any()));
    }

    [Fact]
    public void More_CPUs_than_NCCL_can_read_are_left_out_not_cut()
    {
        TestMachine machine = new TestMachine().Node(0, "0-1023");
        machine.Root("pci0000:00", 0).Port().Nic("mlx5_0");
        Assert.Contains("affinity=\"\"", NcclTopologyWriter.Write(machine.ToTopology() with { Cpu = s_cpu }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_billion_laughs_are_refused_in_one_line()
    {
        var bomb = new StringBuilder("<!DOCTYPE system [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++)
        {
            bomb.Append($"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">");
        }

        AssertRefused(bomb.Append("]><system>&a29;</system>").ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<system><cpu numaid='0'></system>")]
    [InlineData("<html/>")]
    [InlineData("<system><cpu/></system>")]
    [InlineData("<system><cpu numaid='0' affinity='zz'/></system>")]
    [InlineData("<system><cpu numaid='0'><pci/></cpu></system>")]
    [InlineData("<system><cpu numaid='0'><pci busid='nowhere'/></cpu></system>")]
    [InlineData("<system><cpu numaid='0'><pci busid='0000:01:00.0'><nic><net/></nic></pci></cpu></system>")]
    [InlineData("<system><cpu numaid='0'><pci busid='0000:01:00.0'><gpu><nvlink count='2000000000'/></gpu></pci></cpu></system>")]
    public void Bad_files_are_refused_in_one_line(string xml) => AssertRefused(xml);

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        const int Depth = 20_000;
        AssertRefused("<system><cpu numaid='0'>" + string.Concat(Enumerable.Repeat("<pci busid='0000:01:00.0'>", Depth))
            + string.Concat(Enumerable.Repeat("</pci>", Depth)) + "</cpu></system>");
    }

    private static bool IsSameCard(Relation relation, NodeTopology topology)
    {
        PciAddress?[] addresses = [.. new[] { relation.A, relation.B }.Select(
            name => topology.Gpus.Concat<TopologyDevice>(topology.Nics).Single(d => d.Name == name).Pci.Address with { Function = 0 })];
        return addresses[0] == addresses[1];
    }

    private static IEnumerable<object?> Devices(NodeTopology topology)
    {
        TopologyDocument document = TopologyJson.ToDocument(topology);
        return
        [
            .. document.Gpus.Select(g => (g.Name, g.PciBusId, g.NumaNode, g.CpuAffinity, g.PcieSwitch, g.Link, g.ComputeCapability,
                string.Join(' ', g.Nvlinks.Select(l => $"{l.Remote}:{l.RemoteBusId}")), g.C2c)),
            .. document.Nics.Select(n => (n.Name, n.PciBusId, n.NumaNode, n.CpuAffinity, n.PcieSwitch, n.Link, n.RdmaDevice)),
        ];
    }

    private static void AssertRefused(string xml)
    {
        var error = Assert.Throws<BadInputException>(() => Read(xml));
        Assert.StartsWith("test.xml: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.InRange(error.Message.Length, 20, 400);
    }

    private static NodeTopology Read(string xml) =>
        TopologyBuilder.Build(NcclTopologyReader.Read(new StringReader(xml), "test.xml"), DeviceCatalog.Default);
}
