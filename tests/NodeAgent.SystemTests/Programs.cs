using NodeAgent.SystemTests.Guest;

namespace NodeAgent.SystemTests;

/// <summary>Command lines in the guest.</summary>
internal static class Programs
{
    /// <summary>Makes GPUs of the display adapters, also of those that NVML does not name.</summary>
    public const string GpuRule = "gpu=1234:1111";

    public const string TopologyJson = $"{GuestImage.Nodectl} topology --format json {Node}";

    public const string TopologyTable = $"{GuestImage.Nodectl} topology {Node}";

    public const string Agent = $"{GuestImage.Nodeagent} --listen {AgentAddress} --socket /run/nodeagent.sock {Node}";

    public const string AgentAddress = "127.0.0.1:9400";

    public const string Node = $"--nvml {GuestImage.Nvml} --device-rules {GpuRule}";

    public static string Record(string file) => $"{GuestImage.Nodectl} record --output {file} {Node}";
}
