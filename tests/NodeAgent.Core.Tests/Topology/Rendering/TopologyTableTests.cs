using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Rendering;
using NodeAgent.Testing;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Core.Tests.Topology.Rendering;

public class TopologyTableTests
{
    [FixtureFact]
    public void An_HGX_prints_cell_by_cell_what_nvidia_smi_prints_on_one()
    {
        SmiMatrix theirs = SmiMatrix.Parse(File.ReadAllText(Repository.Fixture("smi", "dgx-h200-8gpu-12nic.txt")));
        SmiMatrix ours = SmiMatrix.Parse(Render(colour: false));
        Assert.Equal(20, theirs.Columns.Count);
        Assert.Equal(theirs.Columns, ours.Columns);
        foreach (string row in theirs.Columns)
        {
            Assert.Equal((row, string.Join(' ', theirs.Rows[row].Cells)), (row, string.Join(' ', ours.Rows[row].Cells)));
            if (theirs.Rows[row].CpuAffinity is not null)
            {
                Assert.Equal(theirs.Rows[row].CpuAffinity, ours.Rows[row].CpuAffinity);
                Assert.Equal(theirs.Rows[row].NumaAffinity, ours.Rows[row].NumaAffinity);
            }
        }
    }

    [FixtureFact]
    public void Every_recorded_print_of_nvidia_smi_is_understood()
    {
        foreach (string file in Directory.GetFiles(Repository.Fixture("smi"), "*.txt"))
        {
            SmiMatrix matrix = SmiMatrix.Parse(File.ReadAllText(file));
            Assert.True(matrix.Rows.Count > 0, file);
            foreach ((string row, SmiRow cells) in matrix.Rows)
            {
                Assert.True(cells.Cells.Count == matrix.Columns.Count, $"{file} {row}");
                Assert.All(cells.Cells, cell => Assert.Matches(@"^(X|NV\d+|PIX|PXB|PHB|NODE|SYS)$", cell));
                Assert.Equal("X", matrix.Cell(row, row));
            }
        }
    }

    [Fact]
    public void Plain_output_has_no_escape_codes_and_colour_has()
    {
        Assert.DoesNotContain('\e', Render(colour: false));
        Assert.Contains("\e[92mNV18\e[0m", Render(colour: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_and_inferred_nodes_are_marked()
    {
        TestMachine machine = new TestMachine().Node(0, "0-3").Node(1, "4-7");
        machine.Root("pci0000:00", null).Port().Nic("mlx5_0").LocalCpus = "4-7";
        machine.Root("pci0000:80", null).Port().Nic("mlx5_1").LocalCpus = "0-7";
        SmiMatrix matrix = SmiMatrix.Parse(new TopologyTable(colour: false).Render(machine.ToTopology()).Replace("NIC0", "GPU0", StringComparison.Ordinal));
        Assert.Equal("1*", matrix.Rows["GPU0"].NumaAffinity);
        Assert.Equal("N/A", matrix.Rows["NIC1"].NumaAffinity);
    }

    [Fact]
    public void Virtual_functions_are_counted_not_shown_beside_their_card()
    {
        var machine = new TestMachine();
        TestBus slot = machine.Root("pci0000:00", null).Port();
        PciAddress physical = slot.Nic("mlx5_0").Address;
        slot.Nic("mlx5_1", function: 1, physical: physical);
        string table = new TopologyTable(colour: false).Render(machine.ToTopology());
        Assert.DoesNotContain("NIC1", table, StringComparison.Ordinal);
        Assert.Contains("1 SR-IOV virtual functions", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_devices_says_so() =>
        Assert.StartsWith("No GPUs or NICs found.", new TopologyTable(colour: false).Render(new TestMachine().Node(0, "0").ToTopology()), StringComparison.Ordinal);

    private static string Render(bool colour)
    {
        TestMachine machine = KnownMachines.Hgx();
        return new TopologyTable(colour).Render(machine.ToTopology(KnownMachines.HgxNvml(machine)));
    }
}
