using NodeAgent.Core.Topology.Redaction;

namespace NodeAgent.Core.Tests.Topology.Redaction;

public class RedactorTests
{
    private readonly Redactor _redactor = new("key"u8, ["1650123000042"], ["trainer-17.example.com", "trainer-17"]);

    [Theory]
    [InlineData("GPU-5c1d3b1e-0a2b-4c3d-8e9f-aabbccddeeff")]
    [InlineData("b8:3f:d2:15:00:01")]
    [InlineData("b83f:d203:0041:7a2c")]
    [InlineData("fe80:0000:0000:0000:ba3f:d2ff:fe15:0001")]
    [InlineData("20:00:55:04:01:80:fe:80:00:00:00:00:00:00:ba:3f:d2:ff:fe:15")]
    [InlineData("1650123000042")]
    public void Identifiers_are_replaced_by_others_of_the_same_form(string value)
    {
        string redacted = _redactor.Redact(value);
        Assert.NotEqual(value, redacted);
        Assert.Equal(value.Length, redacted.Length);
        Assert.Equal(value.Select(c => char.IsAsciiHexDigit(c) && c != 'G' ? 'x' : c), redacted.Select(c => char.IsAsciiHexDigit(c) ? 'x' : c));
    }

    [Fact]
    public void One_value_has_one_stand_in_everywhere()
    {
        string text = _redactor.Redact("b8:3f:d2:15:00:01 and again b8:3f:d2:15:00:01, host trainer-17, trainer-17.example.com");
        Assert.Equal(text[..17], text.Substring("b8:3f:d2:15:00:01 and again ".Length, 17));
        Assert.DoesNotContain("trainer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("example", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0000:9b:00.0")]
    [InlineData("00000000,00000000,ffffffff")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("00:00:00:00:00:00")]
    [InlineData("400 Gb/sec (4X NDR)")]
    [InlineData("PCI_ID=8086:37D2")]
    [InlineData("pci0000:17/0000:17:00.0")]
    public void What_identifies_nothing_stays(string value) => Assert.Equal(value, _redactor.Redact(value));

    [Fact]
    public void Another_key_gives_other_stand_ins() =>
        Assert.NotEqual(_redactor.Redact("b8:3f:d2:15:00:01"), new Redactor("other"u8, [], []).Redact("b8:3f:d2:15:00:01"));
}
