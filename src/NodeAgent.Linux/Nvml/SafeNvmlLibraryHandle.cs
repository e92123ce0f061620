using System.Runtime.InteropServices;

namespace NodeAgent.Linux.Nvml;

/// <summary>A loaded libnvidia-ml. Unloading it lets a new driver's library be loaded next.</summary>
internal sealed class SafeNvmlLibraryHandle : SafeHandle
{
    public SafeNvmlLibraryHandle()
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Null when there is no such library; the loader's own message is of no use to an operator.</summary>
    public static SafeNvmlLibraryHandle? TryLoad(string path)
    {
        var library = new SafeNvmlLibraryHandle();
        if (!NativeLibrary.TryLoad(path, out nint loaded))
        {
            library.Dispose();
            return null;
        }

        library.SetHandle(loaded);
        return library;
    }

    public nint Resolve(string symbol) => NativeLibrary.TryGetExport(handle, symbol, out nint address) ? address : 0;

    protected override bool ReleaseHandle()
    {
        NativeLibrary.Free(handle);
        return true;
    }
}
