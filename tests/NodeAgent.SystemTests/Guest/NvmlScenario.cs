using System.Globalization;
using System.Text;
using NodeAgent.SystemTests.Machine;

namespace NodeAgent.SystemTests.Guest;

/// <summary>
/// What the fake NVML is told: that some of the display adapters are NVIDIA GPUs, two of them joined by NVLinks. The
/// format is that of native/README.md.
/// </summary>
internal static class NvmlScenario
{
    public const string GpuModel = "NVIDIA Test GPU";

    /// <summary>The display adapters that NVML names; the others are GPUs by --device-rules only.</summary>
    public static readonly IReadOnlyList<string> Gpus = ["gpu1", "gpu2", "gpu3"];

    /// <summary>Those two have NVLinks to each other.</summary>
    public static readonly (string A, string B, int Links) Bonded = ("gpu1", "gpu3", 4);

    public static string UuidOf(PciNode gpu) => $"GPU-00000000-0000-0000-0000-00000000000{gpu.Id[^1]}";

    public static string Write(MachineModel machine, PciAddresses addresses)
    {
        var text = new StringBuilder("[driver]\nversion = 570.133.20\nnvml = 12.570.133.20\ncuda = 12.8\n");
        int number = 0;
        foreach (PciNode gpu in Gpus.Select(id => machine[id]))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n[gpu {number}]\nname = {GpuModel}\nuuid = {UuidOf(gpu)}\n")
                .Append(CultureInfo.InvariantCulture, $"bus_id = {addresses.Of(gpu)}\nminor = {number}\nmemory_mib = 81559\n");
            if (gpu.Id == Bonded.A || gpu.Id == Bonded.B)
            {
                string other = addresses.Of(machine[gpu.Id == Bonded.A ? Bonded.B : Bonded.A]);
                text.Append(CultureInfo.InvariantCulture, $"nvlink.count = {Bonded.Links}\n")
                    .Append("nvlink.default = state=up version=4 speed_mbps=26562 ")
                    .Append(CultureInfo.InvariantCulture, $"remote=gpu remote_bus={other}\n");
            }

            number++;
        }

        return text.ToString();
    }
}
