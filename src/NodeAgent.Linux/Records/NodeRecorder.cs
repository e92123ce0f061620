using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Linux.Files;
using NodeAgent.Linux.Topology;

namespace NodeAgent.Linux.Records;

/// <summary>Records a node: all that discovery reads, and what a bug report needs beside it.</summary>
public static class NodeRecorder
{
    private static readonly string[] s_machineFiles =
    [
        "proc/version",
        "proc/sys/kernel/hostname",
        "sys/devices/virtual/dmi/id/sys_vendor",
        "sys/devices/virtual/dmi/id/product_name",
        "sys/module/nvidia/version",
        "proc/driver/nvidia/version",
    ];

    private static readonly string[] s_pciFiles =
    [
        "aer_dev_correctable", "aer_dev_nonfatal", "aer_dev_fatal", "revision", "sriov_numvfs", "sriov_totalvfs", "power_state",
    ];

    private static readonly string[] s_rdmaFiles = ["fw_ver", "hca_type", "board_id", "node_guid", "sys_image_guid", "node_desc"];

    public static NodeRecord Record(
        INodeFiles files, NvmlSnapshot nvml, DeviceCatalog catalog, string writer, DateTimeOffset now)
    {
        var recording = new RecordingFiles(files);
        NodeTopology topology = TopologyBuilder.Build(
            SysfsTopologyReader.Read(recording, catalog) with { Nvml = nvml }, catalog);
        foreach (string path in s_machineFiles)
        {
            recording.ReadText(path);
        }

        foreach (TopologyDevice device in topology.Gpus.Concat<TopologyDevice>(topology.Nics))
        {
            ReadAll(recording, $"sys/bus/pci/devices/{device.Pci.Address}", s_pciFiles);
        }

        foreach (Nic nic in topology.Nics)
        {
            RecordNic(recording, nic);
        }

        FileRecord record = recording.ToRecord();
        var manifest = new RecordManifest
        {
            Format = RecordManifest.CurrentFormat,
            Writer = writer,
            RecordedAt = now,
            Redacted = false,
            Directories = record.Directories.ToDictionary(d => d.Key, d => d.Value.ToArray()),
            Errors = record.Errors.ToDictionary(e => e.Key, e => (int)e.Value),
        };
        return new NodeRecord(manifest, record, nvml);
    }

    private static void RecordNic(RecordingFiles recording, Nic nic)
    {
        foreach (string netDevice in nic.NetDevices)
        {
            ReadAll(recording, $"sys/class/net/{netDevice}", ["address", "mtu", "carrier_changes"]);
        }

        if (nic.RdmaDevice is not { } rdma)
        {
            return;
        }

        ReadAll(recording, $"sys/class/infiniband/{rdma}", s_rdmaFiles);
        foreach (NicPort port in nic.Ports)
        {
            foreach (string folder in (string[])["counters", "hw_counters"])
            {
                string path = $"sys/class/infiniband/{rdma}/ports/{port.Number}/{folder}";
                ReadAll(recording, path, recording.List(path).Names ?? []);
            }
        }
    }

    private static void ReadAll(RecordingFiles recording, string directory, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            recording.ReadText($"{directory}/{name}");
        }
    }
}
