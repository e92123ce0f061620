using System.Collections.Immutable;

namespace NodeAgent.Core.Topology.Nvml;

/// <summary>How the NVIDIA management library is doing. All of these are normal states of a node.</summary>
public enum NvmlStatus
{
    /// <summary>Not asked for (<c>--nvml none</c>).</summary>
    Disabled,
    Ok,

    /// <summary>Initialisation is under way; the driver powers up the GPUs.</summary>
    Starting,

    /// <summary>No library on this machine.</summary>
    NotInstalled,

    /// <summary>Library present, kernel driver not loaded.</summary>
    DriverNotLoaded,

    /// <summary>Library and kernel driver are of different versions: an upgrade without a reload.</summary>
    VersionMismatch,

    /// <summary>A call did not return within its deadline.</summary>
    Hung,

    /// <summary>Let go on request, so that the driver can be changed.</summary>
    Released,

    /// <summary>Any other error at start.</summary>
    Failed,
}

/// <summary>All that NVML answered in one pass. Serialised as it is by <c>nodectl record</c>.</summary>
public sealed record NvmlSnapshot
{
    public static readonly NvmlSnapshot Disabled = new() { Status = NvmlStatus.Disabled };

    public required NvmlStatus Status { get; init; }

    /// <summary>What went wrong, for humans; null when all is well.</summary>
    public string? Message { get; init; }

    /// <summary>The library that was loaded or looked for.</summary>
    public string? Library { get; init; }

    public string? DriverVersion { get; init; }

    public string? NvmlVersion { get; init; }

    public string? CudaVersion { get; init; }

    public ImmutableArray<NvmlGpu> Gpus { get; init; } = [];

    /// <summary>Calls that failed for a reason other than "this GPU has no such thing".</summary>
    public ImmutableArray<NvmlCallFailure> Failures { get; init; } = [];

    /// <summary>The GPUs come from an earlier pass, because this one did not finish.</summary>
    public bool IsStale { get; init; }
}

/// <summary>An NVML call that failed.</summary>
/// <param name="Function">The C function.</param>
/// <param name="Subject">PCI address of the GPU, or empty.</param>
/// <param name="Error">NVML's name of the error, without prefix: <c>GPU_IS_LOST</c>.</param>
public sealed record NvmlCallFailure(string Function, string Subject, string Error);
