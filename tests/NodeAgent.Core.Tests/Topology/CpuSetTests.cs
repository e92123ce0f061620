using NodeAgent.Core.Topology;
using Xunit.Abstractions;

namespace NodeAgent.Core.Tests.Topology;

public class CpuSetTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0\n", "0")]
    [InlineData("0-7,16-23", "0-7,16-23")]
    [InlineData("3,1,2", "1-3")]
    [InlineData("0,64,128", "0,64,128")]
    public void List_form_parses_and_prints_in_order(string text, string expected)
    {
        Assert.True(CpuSet.TryParseList(text, out CpuSet set));
        Assert.Equal(expected, set.ToString());
    }

    [Theory]
    [InlineData("00ff00ff", "0-7,16-23")]
    [InlineData("0xf", "0-3")]
    [InlineData("0000,00000000,00000001,00000000", "32")]
    [InlineData("ffff,ffffffff,ffffff00,00000000,00000000", "72-143")]
    [InlineData("ffffffffffff", "0-47")]
    public void Mask_form_parses(string text, string expected)
    {
        Assert.True(CpuSet.TryParseMask(text, out CpuSet set));
        Assert.Equal(expected, set.ToString());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("1-")]
    [InlineData("5-1")]
    [InlineData("1,,2")]
    [InlineData("0-4294967295")]
    [InlineData("-1")]
    public void Malformed_lists_are_refused(string text) => Assert.False(CpuSet.TryParseList(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("1,,2")]
    [InlineData("123456789,0")]
    public void Malformed_masks_are_refused(string text) => Assert.False(CpuSet.TryParseMask(text, out _));

    [Fact]
    public void Every_operation_agrees_with_a_set_of_integers()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int round = 0; round < 300; round++)
        {
            HashSet<int> a = RandomSet(random), b = RandomSet(random);
            CpuSet left = CpuSet.Of(a), right = CpuSet.Of(b);
            Assert.Equal(a.Order(), left.ToArray());
            Assert.Equal(a.Count, left.Count);
            Assert.Equal(a.IsSubsetOf(b), left.IsSubsetOf(right));
            Assert.Equal(a.Overlaps(b), left.Overlaps(right));
            Assert.Equal(a.Union(b).Order(), left.Union(right).ToArray());
            Assert.Equal(a.Intersect(b).Order(), left.Intersect(right).ToArray());
            Assert.True(CpuSet.TryParseList(left.ToString(), out CpuSet fromList));
            Assert.Equal(left, fromList);
            Assert.True(CpuSet.TryParseMask(left.ToMask(), out CpuSet fromMask));
            Assert.Equal(left, fromMask);
            Assert.Equal(left.GetHashCode(), fromMask.GetHashCode());
        }
    }

    private static HashSet<int> RandomSet(Random random) =>
        [.. Enumerable.Range(0, random.Next(0, 40)).Select(_ => random.Next(0, random.Next(1, 300)))];
}
