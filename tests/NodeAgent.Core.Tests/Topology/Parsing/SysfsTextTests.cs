using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Parsing;

namespace NodeAgent.Core.Tests.Topology.Parsing;

public class SysfsTextTests
{
    [Theory]
    [InlineData("8 GT/s\n", 8.0)]
    [InlineData("16.0 GT/s PCIe\n", 16.0)]
    [InlineData("2.5GT/s", 2.5)]
    [InlineData("Unknown\n", null)]
    [InlineData("Unknown speed\n", null)]
    [InlineData("", null)]
    public void Link_speed_in_all_its_forms(string text, double? expected)
    {
        Assert.True(SysfsText.TryParseLinkSpeed(text, out double? speed));
        Assert.Equal(expected, speed);
    }

    [Theory]
    [InlineData("16\n", 16)]
    [InlineData("0\n", null)]
    [InlineData("255\n", null)]
    [InlineData("", null)]
    public void Link_width_zero_and_255_are_unknown_not_degraded(string text, int? expected)
    {
        Assert.True(SysfsText.TryParseLinkWidth(text, out int? width));
        Assert.Equal(expected, width);
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("GT/s")]
    [InlineData("-8 GT/s")]
    public void Nonsense_speeds_are_refused(string text) => Assert.False(SysfsText.TryParseLinkSpeed(text, out _));

    [Fact]
    public void Memory_total_is_found_among_the_other_lines_and_given_in_bytes()
    {
        const string MemInfo = "Node 0 MemFree:        24465948 kB\nNode 0 MemTotal:       47925628 kB\n";
        Assert.Equal(47925628L * 1024, SysfsText.ParseMemTotal(MemInfo));
        Assert.Null(SysfsText.ParseMemTotal("Node 0 MemTotal: 99999999999999999999 kB"));
        Assert.Null(SysfsText.ParseMemTotal("nothing here"));
    }

    [Theory]
    [InlineData(2.5, 1)]
    [InlineData(16.0, 4)]
    [InlineData(64.0, 6)]
    [InlineData(3.0, null)]
    public void A_rate_belongs_to_one_generation(double gts, int? generation) =>
        Assert.Equal(generation, PcieLink.GenerationOf(gts));

    [Fact]
    public void Uevent_gives_class_ids_and_driver()
    {
        const string Text = "DRIVER=i40e\nPCI_CLASS=20000\nPCI_ID=8086:37D2\nPCI_SUBSYS_ID=15D9:37D2\nPCI_SLOT_NAME=0000:60:00.0\n";
        Assert.True(PciUevent.TryParse(Text, out PciUevent uevent));
        Assert.Equal(new PciUevent(0x020000, 0x808637d2, 0x15d937d2, "i40e"), uevent);
        Assert.False(PciUevent.TryParse("PCI_ID=8086:37D2\n", out _));
        Assert.False(PciUevent.TryParse("PCI_CLASS=20000\nPCI_ID=808637D2\n", out _));
    }

    [Theory]
    [InlineData("4: ACTIVE\n", "ACTIVE")]
    [InlineData("5: LinkUp\n", "LinkUp")]
    public void Rdma_states_are_words(string text, string expected)
    {
        Assert.True(RdmaText.TryParseState(text, out string state));
        Assert.Equal(expected, state);
    }

    [Theory]
    [InlineData("400 Gb/sec (4X NDR)\n", 400.0)]
    [InlineData("2.5 Gb/sec (1X SDR)", 2.5)]
    public void Rdma_rates_are_gigabits(string text, double expected)
    {
        Assert.True(RdmaText.TryParseRate(text, out double rate));
        Assert.Equal(expected, rate);
    }

    [Fact]
    public void Cpuinfo_names_the_architecture()
    {
        Assert.Equal(
            new CpuIdentity("x86_64", "AuthenticAMD", 25, 1),
            CpuInfoText.Parse("processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 1\nmodel name\t: EPYC\n\nprocessor\t: 1\nvendor_id\t: x\n"));
        Assert.Equal("arm64", CpuInfoText.Parse("processor\t: 0\nCPU implementer\t: 0x41\n")?.Architecture);
        Assert.Null(CpuInfoText.Parse("garbage"));
    }
}
