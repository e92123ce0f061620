using System.Globalization;
using System.Xml.Linq;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Core.Topology.Rendering.Svg;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Core.Tests.Topology.Rendering;

public class TopologySvgTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_device_has_one_card_inside_the_picture_and_no_two_overlap()
    {
        XElement root = Draw(KnownMachines.Hgx());
        var cards = Cards(root);
        Assert.Equal(20, cards.Count);
        double width = Number(root, "width"), height = Number(root, "height");
        foreach (XElement card in cards)
        {
            Assert.InRange(Number(card, "x") + Number(card, "width"), 0, width);
            Assert.InRange(Number(card, "y") + Number(card, "height"), 0, height);
            Assert.DoesNotContain(cards, other => other != card && Overlap(card, other));
        }
    }

    [Fact]
    public void The_picture_of_eight_gpus_and_twelve_nics_fits_a_screen()
    {
        XElement root = Draw(KnownMachines.Hgx());
        Assert.InRange(Number(root, "width"), 600, 1920);
        Assert.InRange(Number(root, "height"), 400, 1200);
    }

    [Fact]
    public void A_lost_gpu_is_drawn_as_a_fault()
    {
        TestMachine machine = KnownMachines.Hgx();
        NvmlSnapshot nvml = KnownMachines.HgxNvml(machine);
        XElement root = Parse(machine.ToTopology(nvml with { Gpus = nvml.Gpus.SetItem(3, nvml.Gpus[3] with { IsLost = true }) }));
        Assert.Single(root.Descendants(s_svg + "rect"), r => (string?)r.Attribute("class") == "fault");
    }

    [Fact]
    public void Hostile_names_do_not_break_the_drawing()
    {
        TestMachine machine = KnownMachines.Hgx();
        NvmlSnapshot nvml = KnownMachines.HgxNvml(machine);
        XElement root = Parse(machine.ToTopology(nvml with { Gpus = [.. nvml.Gpus.Select(g => g with { Name = "<script>&\u0001\uD800</script>" })] }));
        Assert.Empty(root.Descendants(s_svg + "script"));
    }

    [Fact]
    public void A_machine_without_devices_and_one_of_eight_nodes_are_drawn_too()
    {
        Assert.NotNull(Draw(new TestMachine()));
        var large = new TestMachine();
        for (int node = 0; node < 8; node++)
        {
            large.Node(node, $"{node * 16}-{(node * 16) + 15}");
            large.Root($"pci0000:{node}0", node).Port().Gpu();
        }

        Assert.Equal(8, Cards(Draw(large)).Count);
    }

    private static XElement Draw(TestMachine machine) => Parse(machine.ToTopology(KnownMachines.HgxNvml(machine)));

    private static XElement Parse(NodeTopology topology) => XElement.Parse(TopologySvg.Render(topology));

    private static List<XElement> Cards(XElement root) =>
        [.. root.Descendants(s_svg + "rect").Where(r => (string?)r.Attribute("class") is "gpu" or "nic" or "fault")];

    private static bool Overlap(XElement a, XElement b) =>
        Number(a, "x") < Number(b, "x") + Number(b, "width") && Number(b, "x") < Number(a, "x") + Number(a, "width")
        && Number(a, "y") < Number(b, "y") + Number(b, "height") && Number(b, "y") < Number(a, "y") + Number(a, "height");

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
