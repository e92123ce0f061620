using NodeAgent.Core.Topology.Inventory;

namespace NodeAgent.Core.Tests.Topology.Inventory;

public class DeviceRuleTests
{
    [Fact]
    public void A_rule_of_the_operator_comes_before_the_table()
    {
        Assert.True(DeviceRule.TryParse("none=10de:1db4", out DeviceRule? display));
        Assert.True(DeviceRule.TryParse("gpu=1a03@0300", out DeviceRule? strange));
        var catalog = new DeviceCatalog([display, strange]);
        Assert.Equal(DeviceRole.None, catalog.RoleOf(0x10de, 0x1db4, 0x030200));
        Assert.Equal(DeviceRole.Gpu, catalog.RoleOf(0x10de, 0x2330, 0x030200));
        Assert.Equal(DeviceRole.Gpu, catalog.RoleOf(0x1a03, 0x2000, 0x030000));
    }

    [Theory]
    [InlineData("gpu=*@1200", null, null, 0x1200)]
    [InlineData("nic=1d0f:efa1", 0x1d0f, 0xefa1, null)]
    [InlineData("NvSwitch=10de", 0x10de, null, null)]
    public void Rules_parse(string text, int? vendor, int? device, int? classCode)
    {
        Assert.True(DeviceRule.TryParse(text, out DeviceRule? rule));
        Assert.Equal((vendor, device, classCode), (rule.Vendor, rule.Device, rule.Class));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("gpu=")]
    [InlineData("gpu=*")]
    [InlineData("gpu=10de@")]
    [InlineData("gpu=10de@*")]
    [InlineData("gpu=xyz")]
    [InlineData("1=10de")]
    [InlineData("fpga=10de")]
    public void Others_are_refused(string text) => Assert.False(DeviceRule.TryParse(text, out _));
}
