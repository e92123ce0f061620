using System.Text.Json;
using NodeAgent.Core.Topology.Rendering.Json;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Core.Tests.Topology.Rendering;

public class TopologyJsonTests
{
    private static readonly JsonElement s_document = Render();

    [Theory]
    [InlineData("numaNodes", "id cpus memoryBytes distances")]
    [InlineData("gpus", "name uuid model pciBusId numaNode numaInferred pcieRoot pcieSwitch link nvlinks fabric")]
    [InlineData("nics", "name rdmaDevice netdev pciBusId numaNode pcieRoot pcieSwitch ports virtualFunctionOf")]
    [InlineData("relations", "a b class bridge")]
    [InlineData("findings", "id severity subject message")]
    public void Documented_fields_are_there_in_every_element(string list, string fields)
    {
        Assert.True(s_document.GetProperty(list).GetArrayLength() > 0);
        foreach (JsonElement element in s_document.GetProperty(list).EnumerateArray())
        {
            Assert.All(fields.Split(' '), field => Assert.True(element.TryGetProperty(field, out _), $"{list}[].{field}"));
        }
    }

    [Fact]
    public void Values_are_those_of_the_machine()
    {
        JsonElement gpu = s_document.GetProperty("gpus")[0];
        Assert.Equal("GPU0", gpu.GetProperty("name").GetString());
        Assert.Equal("pci0000:15", gpu.GetProperty("pcieRoot").GetString());
        Assert.Equal(5, gpu.GetProperty("link").GetProperty("gen").GetInt32());
        Assert.Equal(16, gpu.GetProperty("link").GetProperty("maxWidth").GetInt32());
        Assert.Equal("up", gpu.GetProperty("nvlinks")[0].GetProperty("state").GetString());
        Assert.Equal(21, s_document.GetProperty("numaNodes")[0].GetProperty("distances").GetProperty("1").GetInt32());
        Assert.Equal("warning", s_document.GetProperty("findings")[0].GetProperty("severity").GetString());
    }

    [Fact]
    public void The_schema_has_a_version() => Assert.Equal(1, s_document.GetProperty("schemaVersion").GetInt32());

    private static JsonElement Render()
    {
        TestMachine machine = KnownMachines.Hgx();
        machine.Root("pci0001:00", null).Port().Nic("mlx5_90");
        return JsonDocument.Parse(TopologyJson.Render(machine.ToTopology(KnownMachines.HgxNvml(machine)))).RootElement;
    }
}
