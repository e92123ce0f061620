using System.Text;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Nccl;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Core.Topology.Parsing;
using Xunit.Abstractions;

namespace NodeAgent.Core.Tests.Topology.Parsing;

/// <summary>Whatever comes in, a parser answers or refuses; it never throws anything but BadInputException.</summary>
public class ParserFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 4000;

    private static readonly string[] s_attributes =
    [
        "0-7,16-23", "ffff,ffffffff,ffffff00", "0x030200\n", "16.0 GT/s PCIe", "400 Gb/sec (4X NDR)", "4: ACTIVE", "10 21 32",
        "Node 0 MemTotal: 47925628 kB", "DRIVER=i40e\nPCI_CLASS=20000\nPCI_ID=8086:37D2\n", "0000:9b:00.0", "gpu=1bcf@0b40",
        "../../../devices/pci0000:17/0000:17:00.0/0000:18:00.0", "processor : 0\nvendor_id : GenuineIntel\nmodel : 6\n",
    ];

    private const string Xml = """
        <system version="1"><cpu numaid="0" affinity="ffff" arch="x86_64"><pci busid="0000:16:00.0" class="0x060400" link_width="16">
        <pci busid="0000:1b:00.0" class="0x030200" vendor="0x10de"><gpu dev="0" sm="90"><nvlink target="0000:2b:00.0" count="4" tclass="0x030200"/></gpu></pci>
        <pci busid="0000:18:00.0" class="0x020700"><nic><net name="mlx5_0" dev="0" speed="400000" port="1"/></nic></pci></pci></cpu></system>
        """;

    [Fact]
    public void Attribute_parsers_survive_mutations()
    {
        Random random = Seeded();
        for (int round = 0; round < Rounds; round++)
        {
            string text = Mutate(random, s_attributes[random.Next(s_attributes.Length)]);
            // A parser that answers false must not have half-answered: the result is unused on purpose.
            bool[] answers =
            [
                CpuSet.TryParseList(text, out _), CpuSet.TryParseMask(text, out _), PciAddress.TryParse(text, out _),
                SysfsText.TryParseHex(text, out _), SysfsText.TryParseInt(text, out _), SysfsText.TryParseLinkSpeed(text, out _),
                SysfsText.TryParseLinkWidth(text, out _), SysfsText.TryParseDistances(text, out _), RdmaText.TryParseRate(text, out _),
                RdmaText.TryParseState(text, out _), PciUevent.TryParse(text, out _), DeviceRule.TryParse(text, out _),
                SysfsText.ParseMemTotal(text) is not null, SysfsPciPath.ForFunction(text) is not null, CpuInfoText.Parse(text) is not null,
            ];
            Assert.NotEmpty(answers);
        }
    }

    [Fact]
    public void The_nccl_reader_survives_mutations()
    {
        Random random = Seeded();
        int read = 0;
        for (int round = 0; round < Rounds; round++)
        {
            try
            {
                NcclTopologyReader.Read(new StringReader(Mutate(random, Xml)), "fuzz.xml");
                read++;
            }
            catch (BadInputException e)
            {
                Assert.StartsWith("fuzz.xml: ", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
            }
        }

        output.WriteLine($"{read} of {Rounds} still made sense");
    }

    [Fact]
    public void The_nvml_record_reader_survives_mutations()
    {
        Random random = Seeded();
        string json = Encoding.UTF8.GetString(NvmlSnapshotJson.Write(new NvmlSnapshot
        {
            Status = NvmlStatus.Ok,
            Gpus = [new NvmlGpu { Index = 0, BusId = "0000:1b:00.0", Links = [new NvmlLink(0, true, 4, 2, null, 1)] }],
        }));
        for (int round = 0; round < Rounds; round++)
        {
            try
            {
                NvmlSnapshotJson.Read(Encoding.UTF8.GetBytes(Mutate(random, json)), "nvml.json");
            }
            catch (BadInputException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    private Random Seeded()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }

    private static string Mutate(Random random, string text)
    {
        var mutated = new StringBuilder(text);
        for (int edits = random.Next(1, 5); edits > 0 && mutated.Length > 0; edits--)
        {
            int at = random.Next(mutated.Length);
            switch (random.Next(5))
            {
                case 0:
                    mutated.Remove(at, Math.Min(random.Next(1, 8), mutated.Length - at));
                    break;
                case 1:
                    mutated.Insert(at, (char)random.Next(0, 0x250));
                    break;
                case 2:
                    mutated[at] = (char)random.Next(0, 128);
                    break;
                case 3:
                    mutated.Insert(at, mutated.ToString(at, Math.Min(random.Next(1, 40), mutated.Length - at)));
                    break;
                default:
                    mutated.Insert(at, new string('9', random.Next(1, 25)));
                    break;
            }
        }

        return mutated.ToString();
    }
}
