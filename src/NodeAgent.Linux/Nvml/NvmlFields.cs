namespace NodeAgent.Linux.Nvml;

/// <summary>Facts that NVML gives by field id only.</summary>
internal enum NvmlField
{
    MemoryTemperature,
    NvLinkCount,
    PcieReplay,
    NvLinkSpeed,
    NvLinkState,
    C2cLinkCount,
    C2cLinkSpeed,
    RecoveryAction,
    ClocksEventSwThermal,
    ClocksEventHwThermal,
    ClocksEventHwPowerBrake,
}

/// <summary>
/// Field ids by driver branch. Ids up to about 198 are stable; above, NVIDIA has given one number different meanings in
/// different branches (facts: nvml.h from R450 to R610), so those are used only where the branch is known to match.
/// </summary>
internal static class NvmlFields
{
    private const int Any = int.MaxValue;

    private static readonly (NvmlField Field, int FromBranch, int ToBranch, uint Id)[] s_table =
    [
        (NvmlField.MemoryTemperature, 0, Any, 82),
        (NvmlField.NvLinkCount, 0, Any, 91),
        (NvmlField.PcieReplay, 0, Any, 94),
        (NvmlField.NvLinkSpeed, 0, Any, 164),
        (NvmlField.NvLinkState, 0, Any, 165),
        (NvmlField.C2cLinkCount, 535, Any, 170),
        (NvmlField.C2cLinkSpeed, 535, Any, 172),
        (NvmlField.RecoveryAction, 570, Any, 230),
        // 251 to 253 mean PWR_SMOOTHING in R570 and again from R590 on.
        (NvmlField.ClocksEventSwThermal, 575, 589, 251),
        (NvmlField.ClocksEventHwThermal, 575, 589, 252),
        (NvmlField.ClocksEventHwPowerBrake, 575, 589, 253),
        (NvmlField.ClocksEventSwThermal, 590, Any, 269),
        (NvmlField.ClocksEventHwThermal, 590, Any, 270),
        (NvmlField.ClocksEventHwPowerBrake, 590, Any, 271),
    ];

    /// <summary>The id of a field on a driver branch (570 for 570.86.15), or null when that branch has none that is safe.</summary>
    public static uint? IdFor(NvmlField field, int? branch)
    {
        foreach ((NvmlField candidate, int from, int to, uint id) in s_table)
        {
            if (candidate == field && (branch ?? 0) >= from && (branch ?? 0) <= to)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>The branch of a driver version, or null when it does not start with a number.</summary>
    public static int? BranchOf(string? driverVersion) =>
        driverVersion is not null && int.TryParse(driverVersion.Split('.')[0], out int branch) ? branch : null;
}
