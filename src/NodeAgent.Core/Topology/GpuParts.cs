namespace NodeAgent.Core.Topology;

/// <summary>What the other end of an NVLink is.</summary>
public enum NvLinkRemote
{
    Unknown,
    Gpu,
    Switch,
    Cpu,
}

/// <summary>One NVLink of a GPU.</summary>
/// <param name="Index">The link number on this GPU.</param>
/// <param name="Active">Up, down, or null when the driver does not say.</param>
/// <param name="Version">NVLink generation: 3 on A100, 4 on H100, 5 on B200.</param>
/// <param name="Remote">What is at the other end.</param>
/// <param name="RemoteAddress">Its PCI address when it has one that the host sees.</param>
/// <param name="SpeedMBps">Bandwidth of this link in one direction, MB/s (10^6 bytes).</param>
public sealed record NvLink(
    int Index, bool? Active, int? Version, NvLinkRemote Remote, PciAddress? RemoteAddress, int? SpeedMBps);

/// <summary>The NVLink fabric that a GPU has joined.</summary>
/// <param name="State"><c>completed</c>, <c>inProgress</c>, <c>notStarted</c>, <c>notSupported</c>.</param>
/// <param name="Status">NVML's return code of the probe as a word; <c>success</c> when it went well.</param>
/// <param name="ClusterUuid">The NVLink domain; zeros on a single HGX board.</param>
/// <param name="CliqueId">GPUs of one cluster and one clique reach each other over NVLink.</param>
/// <param name="HealthMask">NVML's bit fields, or null on drivers before R550.</param>
public sealed record FabricMembership(string State, string Status, string ClusterUuid, uint CliqueId, uint? HealthMask);

/// <summary>NVLink-C2C between a GPU and its Grace CPU.</summary>
public sealed record C2cLink(bool Enabled, int? Links, int? SpeedMBps);

/// <summary>A MIG partition.</summary>
public sealed record MigInstance(string Uuid, int GpuInstance, int ComputeInstance, string Profile, long MemoryBytes);
