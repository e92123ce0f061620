using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Linux.Nvml;

/// <summary>What a return code means to a reader of facts.</summary>
internal static class NvmlErrors
{
    /// <summary>NVML's own name, without NVML_ERROR_.</summary>
    public static string NameOf(NvmlReturn code) => code switch
    {
        NvmlReturn.Success => "SUCCESS",
        NvmlReturn.Uninitialized => "UNINITIALIZED",
        NvmlReturn.InvalidArgument => "INVALID_ARGUMENT",
        NvmlReturn.NotSupported => "NOT_SUPPORTED",
        NvmlReturn.NoPermission => "NO_PERMISSION",
        NvmlReturn.NotFound => "NOT_FOUND",
        NvmlReturn.InsufficientSize => "INSUFFICIENT_SIZE",
        NvmlReturn.DriverNotLoaded => "DRIVER_NOT_LOADED",
        NvmlReturn.Timeout => "TIMEOUT",
        NvmlReturn.IrqIssue => "IRQ_ISSUE",
        NvmlReturn.LibraryNotFound => "LIBRARY_NOT_FOUND",
        NvmlReturn.FunctionNotFound => "FUNCTION_NOT_FOUND",
        NvmlReturn.CorruptedInforom => "CORRUPTED_INFOROM",
        NvmlReturn.GpuIsLost => "GPU_IS_LOST",
        NvmlReturn.ResetRequired => "RESET_REQUIRED",
        NvmlReturn.OperatingSystem => "OPERATING_SYSTEM",
        NvmlReturn.LibRmVersionMismatch => "LIB_RM_VERSION_MISMATCH",
        NvmlReturn.InUse => "IN_USE",
        NvmlReturn.Memory => "MEMORY",
        NvmlReturn.NoData => "NO_DATA",
        NvmlReturn.ArgumentVersionMismatch => "ARGUMENT_VERSION_MISMATCH",
        NvmlReturn.GpuNotFound => "GPU_NOT_FOUND",
        NvmlReturn.Unknown => "UNKNOWN",
        _ => $"error {(int)code}",
    };

    /// <summary>This GPU or driver simply has no such thing: leave it out, say nothing.</summary>
    public static bool IsAbsence(NvmlReturn code) => code is NvmlReturn.NotSupported or NvmlReturn.FunctionNotFound
        or NvmlReturn.ArgumentVersionMismatch or NvmlReturn.NoData;

    /// <summary>The session is of no more use: the driver was unloaded or replaced under it.</summary>
    public static bool EndsSession(NvmlReturn code) =>
        code is NvmlReturn.Uninitialized or NvmlReturn.DriverNotLoaded or NvmlReturn.LibRmVersionMismatch;

    public static NvmlStatus StatusOfInit(NvmlReturn code) => code switch
    {
        NvmlReturn.DriverNotLoaded => NvmlStatus.DriverNotLoaded,
        NvmlReturn.LibRmVersionMismatch => NvmlStatus.VersionMismatch,
        NvmlReturn.LibraryNotFound => NvmlStatus.NotInstalled,
        _ => NvmlStatus.Failed,
    };

    public static string Explain(NvmlStatus status, NvmlReturn code) => status switch
    {
        NvmlStatus.DriverNotLoaded => "libnvidia-ml is installed, but the NVIDIA kernel driver is not loaded",
        NvmlStatus.VersionMismatch => "libnvidia-ml and the loaded kernel driver are of different versions: reload the driver or reboot",
        _ => $"nvmlInit_v2 answered {NameOf(code)}",
    };
}
