using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Testing.Machines;

/// <summary>Machines of the kinds that the field runs, built after their public descriptions.</summary>
public static class KnownMachines
{
    /// <summary>
    /// An 8-GPU HGX with 12 RDMA ports: each GPU shares a two-level switch with one NIC, and each socket has one two-port
    /// card of its own for storage.
    /// </summary>
    public static TestMachine Hgx()
    {
        TestMachine machine = new TestMachine()
            .Node(0, "0-55,112-167", 1L << 40, [10, 21])
            .Node(1, "56-111,168-223", 1L << 40, [21, 10]);
        int nic = 0;
        foreach ((int node, string[] roots, string storage) in new (int, string[], string)[]
        {
            (0, ["pci0000:15", "pci0000:3d", "pci0000:4c", "pci0000:5b"], "pci0000:26"),
            (1, ["pci0000:97", "pci0000:bd", "pci0000:cb", "pci0000:d9"], "pci0000:a7"),
        })
        {
            for (int i = 0; i < roots.Length; i++)
            {
                AddGpuWithNic(machine.Root(roots[i], node), $"mlx5_{nic++}");
                if (i == 0)
                {
                    TestBus card = machine.Root(storage, node).Port();
                    card.Nic($"mlx5_{nic++}", $"ens{node}f0np0", linkLayer: "Ethernet");
                    card.Nic($"mlx5_{nic++}", $"ens{node}f1np1", function: 1, linkLayer: "Ethernet");
                }
            }
        }

        return machine;
    }

    /// <summary>NVML's view of <see cref="Hgx"/>: 18 NVLinks from each GPU to the NVSwitches.</summary>
    public static NvmlSnapshot HgxNvml(TestMachine machine) => new()
    {
        Status = NvmlStatus.Ok,
        DriverVersion = "570.86.15",
        NvmlVersion = "12.570.86.15",
        CudaVersion = "12.8",
        Gpus = [.. machine.Functions.Where(f => f.Class == 0x030200).OrderBy(f => f.Address).Select((f, i) => new NvmlGpu
        {
            Index = i,
            BusId = f.Address.ToString(),
            Uuid = $"GPU-00000000-1111-2222-3333-{i:x12}",
            Name = "NVIDIA H200",
            Serial = $"165012300{i:0000}",
            Links = [.. Enumerable.Range(0, 18).Select(l => new NvmlLink(l, true, 4, 2, null, 26562))],
            Fabric = new FabricMembership("completed", "success", Guid.Empty.ToString(), 0, null),
        })],
    };

    private static void AddGpuWithNic(TestBus root, string rdma)
    {
        TestBus outer = root.Port().Switch();
        outer.Port().Nic(rdma);
        outer.Port().Switch().Port().Gpu();
    }
}
