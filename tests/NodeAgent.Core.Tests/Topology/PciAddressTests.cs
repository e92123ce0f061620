using NodeAgent.Core.Topology;

namespace NodeAgent.Core.Tests.Topology;

public class PciAddressTests
{
    [Theory]
    [InlineData("0000:9b:00.0", "0000:9b:00.0")]
    [InlineData("00000000:9B:00.0", "0000:9b:00.0")]
    [InlineData("10000:e0:06.0", "10000:e0:06.0")]
    [InlineData("fffffff:ff:ff.0", "fffffff:ff:ff.0")]
    [InlineData("ffff:ff:01.0", "ffff:ff:01.0")]
    public void Parses_sysfs_nvml_and_nccl_forms_and_prints_the_sysfs_form(string text, string expected) =>
        Assert.Equal(expected, PciAddress.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("9b:00.0")]
    [InlineData("0000:9b:00")]
    [InlineData("0000:9b:00.8")]
    [InlineData("0000:9b:0g.0")]
    [InlineData(" 0000:9b:00.0")]
    [InlineData("0000:9b:00.0\n")]
    [InlineData("123456789:9b:00.0")]
    [InlineData("+000:9b:00.0")]
    [InlineData("0000:9b-00.0")]
    public void Refuses_anything_else(string text) => Assert.False(PciAddress.TryParse(text, out _));

    [Fact]
    public void Orders_by_domain_bus_device_function()
    {
        string[] sorted = ["0000:00:1f.3", "0000:01:00.0", "0000:01:00.1", "0001:00:00.0", "10000:00:00.0"];
        Assert.Equal(sorted, sorted.Reverse().Select(t => PciAddress.Parse(t)).Order().Select(a => a.ToString()));
    }
}
