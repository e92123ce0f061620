namespace NodeAgent.SystemTests.Machine;

/// <summary>Relations worked out by hand: what the programs are compared with must be right itself.</summary>
public sealed class ExpectedRelationTests
{
    [Theory]
    [InlineData("gpu1", "nic1", "PIX", "up1")] // two ports of one switch
    [InlineData("gpu3", "nic2", "PIX", "up2")] // the same, under another switch
    [InlineData("gpu1", "gpu3", "PXB", "up1")] // one on a switch, one on a switch under it
    [InlineData("gpu1", "gpu4", "PHB", null)] // two ports of one root
    [InlineData("gpu1", "gpu5", "NODE", null)] // two roots of one node
    [InlineData("gpu1", "nic4", "SYS", null)] // two nodes
    [InlineData("gpu1", "nic5", "SYS", null)] // one of which no node is known
    public void Expected_relation_is_that_of_the_drawing(string a, string b, string pcieClass, string? bridge)
    {
        var machine = new MachineModel();

        Assert.Equal((pcieClass, bridge), Ids(ExpectedRelation.Between(machine[a], machine[b])));
        Assert.Equal((pcieClass, bridge), Ids(ExpectedRelation.Between(machine[b], machine[a])));
    }

    private static (string, string?) Ids((string PcieClass, PciNode? Bridge) relation) => (relation.PcieClass, relation.Bridge?.Id);
}
