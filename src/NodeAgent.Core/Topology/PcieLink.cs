namespace NodeAgent.Core.Topology;

/// <summary>A PCIe link, as it runs and as it could. Null is unknown: virtual machines print a width of 0.</summary>
/// <param name="SpeedGts">Transfer rate now, GT/s. A GPU that idles lowers it to save power; that is not a fault.</param>
/// <param name="Width">Lanes now.</param>
/// <param name="MaxSpeedGts">The most this device can do, GT/s.</param>
/// <param name="MaxWidth">Lanes this device can use.</param>
public readonly record struct PcieLink(double? SpeedGts, int? Width, double? MaxSpeedGts, int? MaxWidth)
{
    public int? Generation => GenerationOf(SpeedGts);

    public int? MaxGeneration => GenerationOf(MaxSpeedGts);

    public bool IsUnknown => SpeedGts is null && Width is null;

    /// <summary>The PCIe generation that introduced a rate, or null.</summary>
    public static int? GenerationOf(double? gts) => gts switch
    {
        2.5 => 1,
        5 => 2,
        8 => 3,
        16 => 4,
        32 => 5,
        64 => 6,
        128 => 7,
        _ => null,
    };

    /// <summary>The rate of a PCIe generation in GT/s, or null.</summary>
    public static double? SpeedOf(int? generation) => generation switch
    {
        1 => 2.5,
        2 => 5,
        3 => 8,
        4 => 16,
        5 => 32,
        6 => 64,
        7 => 128,
        _ => null,
    };
}
