using NodeAgent.Core.Topology;

namespace NodeAgent.Testing.Machines;

/// <summary>Writes a test machine as the files and links that its kernel would show.</summary>
public static class SysfsTreeWriter
{
    public static string WriteSysfs(this TestMachine machine, string root)
    {
        WriteNodes(machine, root);
        foreach (TestFunction function in machine.Functions)
        {
            WriteFunction(machine, root, function);
        }

        Write(root, "proc/cpuinfo", "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 143\n\n");
        Write(root, "proc/sys/kernel/hostname", "trainer-17.example.com\n");
        return root;
    }

    /// <summary>Directory of a function below the root.</summary>
    public static string PathOf(TestFunction function) =>
        string.Join('/', ["sys/devices", function.Root, .. function.Ancestors.Select(a => a.ToString()), function.Address.ToString()]);

    private static void WriteNodes(TestMachine machine, string root)
    {
        string nodes = CpuSet.Of(machine.Nodes.Select(n => n.Id)).ToString();
        Write(root, "sys/devices/system/node/online", nodes);
        Write(root, "sys/devices/system/node/possible", nodes);
        foreach (TestNode node in machine.Nodes)
        {
            string path = $"sys/devices/system/node/node{node.Id}";
            Write(root, $"{path}/cpulist", node.Cpus);
            Write(root, $"{path}/meminfo", $"Node {node.Id} MemTotal:       {node.MemoryBytes / 1024} kB\nNode {node.Id} MemFree: 1 kB");
            Write(root, $"{path}/distance", string.Join(' ', node.Distances ?? [.. machine.Nodes.Select(n => n.Id == node.Id ? 10 : 20)]));
        }

        int package = 0;
        foreach (TestNode node in machine.Nodes.Where(n => n.Cpus.Length > 0))
        {
            // The siblings of the first CPU name all others, so theirs need not be written.
            string first = node.Cpus.Split('-', ',')[0];
            Write(root, $"sys/devices/system/cpu/cpu{first}/topology/physical_package_id", $"{package++}");
            Write(root, $"sys/devices/system/cpu/cpu{first}/topology/package_cpus_list", node.Cpus);
        }

        Write(root, "sys/devices/system/cpu/online", string.Join(',', machine.Nodes.Select(n => n.Cpus).Where(c => c.Length > 0)));
    }

    private static void WriteFunction(TestMachine machine, string root, TestFunction function)
    {
        string path = PathOf(function);
        Write(root, $"{path}/uevent", $"PCI_CLASS={function.Class:X}\nPCI_ID={function.Vendor:X4}:{function.Device:X4}\nPCI_SUBSYS_ID=10DE:16C1\nPCI_SLOT_NAME={function.Address}");
        Write(root, $"{path}/class", $"0x{function.Class:x6}");
        Write(root, $"{path}/vendor", $"0x{function.Vendor:x4}");
        Write(root, $"{path}/device", $"0x{function.Device:x4}");
        Write(root, $"{path}/numa_node", $"{function.Numa ?? -1}");
        Write(root, $"{path}/local_cpulist", function.LocalCpus);
        foreach (string which in (string[])["current", "max"])
        {
            Write(root, $"{path}/{which}_link_speed", function.Speed);
            Write(root, $"{path}/{which}_link_width", function.Width);
        }

        Link(root, $"sys/bus/pci/devices/{function.Address}", $"../../../{path["sys/".Length..]}");
        if (function.PhysicalFunction is { } physical)
        {
            Link(root, $"{path}/physfn", $"../{physical}");
        }

        if (function.NetDevice is { } net)
        {
            Write(root, $"{path}/net/{net}/operstate", "up");
            Write(root, $"{path}/net/{net}/speed", "400000");
            Write(root, $"{path}/net/{net}/address", $"b8:3f:d2:{function.Address.Bus:x2}:{function.Address.Device:x2}:0{function.Address.Function}");
            Link(root, $"sys/class/net/{net}", $"../../{path["sys/".Length..]}/net/{net}");
        }

        if (function.Rdma is { } rdma)
        {
            WriteRdma(root, path, rdma, function.LinkLayer);
        }
    }

    private static void WriteRdma(string root, string path, string rdma, string linkLayer)
    {
        string port = $"{path}/infiniband/{rdma}/ports/1";
        Write(root, $"{port}/state", "4: ACTIVE");
        Write(root, $"{port}/phys_state", "5: LinkUp");
        Write(root, $"{port}/rate", "400 Gb/sec (4X NDR)");
        Write(root, $"{port}/link_layer", linkLayer);
        Write(root, $"{port}/counters/link_downed", "3");
        Write(root, $"{path}/infiniband/{rdma}/node_guid", "b83f:d203:0041:7a2c");
        Write(root, $"{path}/infiniband/{rdma}/node_desc", $"trainer-17 {rdma}");
        Link(root, $"sys/class/infiniband/{rdma}", $"../../{path["sys/".Length..]}/infiniband/{rdma}");
    }

    private static void Write(string root, string path, string content)
    {
        string full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content.EndsWith('\n') ? content : content + "\n");
    }

    private static void Link(string root, string path, string target)
    {
        string full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.CreateSymbolicLink(full, target);
    }
}
