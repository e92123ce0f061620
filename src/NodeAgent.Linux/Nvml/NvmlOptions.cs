namespace NodeAgent.Linux.Nvml;

/// <summary>How NVML is found and treated.</summary>
public sealed record NvmlOptions
{
    /// <summary>The usual places: the loader's path, then where the GPU operator's driver container puts its root.</summary>
    public static readonly IReadOnlyList<string> UsualLibraries =
    [
        "libnvidia-ml.so.1",
        "/run/nvidia/driver/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1",
        "/run/nvidia/driver/usr/lib/aarch64-linux-gnu/libnvidia-ml.so.1",
        "/run/nvidia/driver/usr/lib64/libnvidia-ml.so.1",
        "/home/kubernetes/bin/nvidia/lib64/libnvidia-ml.so.1",
    ];

    public IReadOnlyList<string> Libraries { get; init; } = UsualLibraries;

    /// <summary>How long one call may take before the driver counts as hung.</summary>
    public TimeSpan CallDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long initialisation may take: without persistence mode each GPU is powered up first.</summary>
    public TimeSpan InitDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long NVML stays released before it is tried again; doubles with each failure.</summary>
    public TimeSpan ReopenAfter { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan ReopenAtMost { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Parses <c>--nvml</c>: <c>none</c> gives null, a path that library only, nothing the usual ones.</summary>
    public static NvmlOptions? FromArgument(string? argument) => argument switch
    {
        null or "" or "auto" => new NvmlOptions(),
        "none" => null,
        _ => new NvmlOptions { Libraries = [argument] },
    };
}
