using NodeAgent.Testing;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Bench.Topology;

/// <summary>The trees that are read: an 8-GPU machine of our own, and a real one where the data is at hand.</summary>
internal sealed class BenchMachines : IDisposable
{
    private const string RealTree = "32intel64-2p8co2t+8ve";
    private readonly TempDirectory _directory = new();

    private BenchMachines()
    {
    }

    /// <summary>8 GPUs, 12 NICs and the switches above them: 70 functions.</summary>
    public string Hgx { get; private set; } = "";

    /// <summary>The same with 60 functions more that nobody places work by, as real servers have.</summary>
    public string Crowded { get; private set; } = "";

    /// <summary>A real machine of 28 functions, or null.</summary>
    public string? Real { get; private set; }

    public static async Task<BenchMachines> PrepareAsync()
    {
        var machines = new BenchMachines();
        machines.Hgx = KnownMachines.Hgx().WriteSysfs(machines._directory.Combine("hgx"));
        TestMachine hgx = KnownMachines.Hgx();
        foreach (string root in (string[])["pci0000:7e", "pci0000:fe"])
        {
            TestBus uncore = hgx.Root(root, root == "pci0000:7e" ? 0 : 1);
            for (int i = 0; i < 30; i++)
            {
                uncore.Put(0x088000, 0x8086, 0x3440);
            }
        }

        machines.Crowded = hgx.WriteSysfs(machines._directory.Combine("crowded"));
        if (Repository.Fixtures is not null)
        {
            string target = machines._directory.Combine("real");
            Directory.CreateDirectory(target);
            await Shell.RunAsync("tar", ["-xf", Repository.Fixture("sysfs", RealTree + ".tar.bz2"), "-C", target, "--no-same-owner", "--mode=u+rwX"]);
            machines.Real = Directory.GetDirectories(target).Single();
        }

        return machines;
    }

    public void Dispose() => _directory.Dispose();
}
