using System.Runtime.CompilerServices;
using System.Text;

namespace NodeAgent.Linux.Nvml;

/// <summary>
/// Calls into a loaded library by the shape of the function. Function pointers instead of DllImport, because the path is
/// an option, symbols may be missing one by one, and the library must be unloadable.
/// </summary>
internal sealed unsafe class NvmlLibrary : IDisposable
{
    private static readonly string[] s_names = [.. Enum.GetNames<NvmlSymbol>().Select(name => "nvml" + name)];

    private readonly SafeNvmlLibraryHandle _handle;
    private readonly NvmlCallClock _clock;
    private readonly nint[] _symbols;

    public NvmlLibrary(SafeNvmlLibraryHandle handle, NvmlCallClock clock)
    {
        _handle = handle;
        _clock = clock;
        _symbols = [.. s_names.Select(handle.Resolve)];
    }

    public static string NameOf(NvmlSymbol symbol) => s_names[(int)symbol];

    public bool Has(NvmlSymbol symbol) => _symbols[(int)symbol] != 0;

    public void Dispose() => _handle.Dispose();

    public NvmlReturn Call(NvmlSymbol symbol)
    {
        var function = (delegate* unmanaged<NvmlReturn>)Enter(symbol);
        return function is null ? NvmlReturn.FunctionNotFound : Exit(function());
    }

    /// <summary>f(out uint) and f(out int).</summary>
    public NvmlReturn GetUInt(NvmlSymbol symbol, out uint value)
    {
        uint result = 0;
        var function = (delegate* unmanaged<uint*, NvmlReturn>)Enter(symbol);
        NvmlReturn code = function is null ? NvmlReturn.FunctionNotFound : Exit(function(&result));
        value = result;
        return code;
    }

    /// <summary>f(device, out uint).</summary>
    public NvmlReturn GetUInt(NvmlSymbol symbol, nint device, out uint value)
    {
        uint result = 0;
        var function = (delegate* unmanaged<nint, uint*, NvmlReturn>)Enter(symbol);
        NvmlReturn code = function is null ? NvmlReturn.FunctionNotFound : Exit(function(device, &result));
        value = result;
        return code;
    }

    /// <summary>f(device, uint, out uint).</summary>
    public NvmlReturn GetUInt(NvmlSymbol symbol, nint device, uint argument, out uint value)
    {
        uint result = 0;
        var function = (delegate* unmanaged<nint, uint, uint*, NvmlReturn>)Enter(symbol);
        NvmlReturn code = function is null ? NvmlReturn.FunctionNotFound : Exit(function(device, argument, &result));
        value = result;
        return code;
    }

    /// <summary>f(device, out uint, out uint).</summary>
    public NvmlReturn GetPair(NvmlSymbol symbol, nint device, out uint first, out uint second)
    {
        uint one = 0, two = 0;
        var function = (delegate* unmanaged<nint, uint*, uint*, NvmlReturn>)Enter(symbol);
        NvmlReturn code = function is null ? NvmlReturn.FunctionNotFound : Exit(function(device, &one, &two));
        (first, second) = (one, two);
        return code;
    }

    /// <summary>f(device, struct*); a version tag must be set by the caller.</summary>
    public NvmlReturn GetStruct<T>(NvmlSymbol symbol, nint device, ref T value)
        where T : unmanaged
    {
        fixed (T* pointer = &value)
        {
            var function = (delegate* unmanaged<nint, T*, NvmlReturn>)Enter(symbol);
            return function is null ? NvmlReturn.FunctionNotFound : Exit(function(device, pointer));
        }
    }

    /// <summary>f(device, uint, struct*).</summary>
    public NvmlReturn GetStruct<T>(NvmlSymbol symbol, nint device, uint argument, ref T value)
        where T : unmanaged
    {
        fixed (T* pointer = &value)
        {
            var function = (delegate* unmanaged<nint, uint, T*, NvmlReturn>)Enter(symbol);
            return function is null ? NvmlReturn.FunctionNotFound : Exit(function(device, argument, pointer));
        }
    }

    /// <summary>f(index, out handle).</summary>
    public NvmlReturn GetHandle(NvmlSymbol symbol, uint index, out nint handle)
    {
        nint result = 0;
        var function = (delegate* unmanaged<uint, nint*, NvmlReturn>)Enter(symbol);
        NvmlReturn code = function is null ? NvmlReturn.FunctionNotFound : Exit(function(index, &result));
        handle = result;
        return code;
    }

    /// <summary>f(device, index, out handle).</summary>
    public NvmlReturn GetHandle(NvmlSymbol symbol, nint device, uint index, out nint handle)
    {
        nint result = 0;
        var function = (delegate* unmanaged<nint, uint, nint*, NvmlReturn>)Enter(symbol);
        NvmlReturn code = function is null ? NvmlReturn.FunctionNotFound : Exit(function(device, index, &result));
        handle = result;
        return code;
    }

    /// <summary>f(char*, length).</summary>
    public NvmlReturn GetText(NvmlSymbol symbol, out string? text)
    {
        Span<byte> buffer = stackalloc byte[128];
        fixed (byte* pointer = buffer)
        {
            var function = (delegate* unmanaged<byte*, uint, NvmlReturn>)Enter(symbol);
            NvmlReturn code = function is null ? NvmlReturn.FunctionNotFound : Exit(function(pointer, (uint)buffer.Length));
            text = code == NvmlReturn.Success ? Decode(buffer) : null;
            return code;
        }
    }

    /// <summary>f(device, char*, length).</summary>
    public NvmlReturn GetText(NvmlSymbol symbol, nint device, out string? text)
    {
        Span<byte> buffer = stackalloc byte[128];
        fixed (byte* pointer = buffer)
        {
            var function = (delegate* unmanaged<nint, byte*, uint, NvmlReturn>)Enter(symbol);
            NvmlReturn code = function is null ? NvmlReturn.FunctionNotFound : Exit(function(device, pointer, (uint)buffer.Length));
            text = code == NvmlReturn.Success ? Decode(buffer) : null;
            return code;
        }
    }

    /// <summary>f(device, words, ulong*, scope): a set of CPUs or nodes. An unsigned long has 8 bytes on 64-bit Linux.</summary>
    public NvmlReturn GetSet(NvmlSymbol symbol, nint device, uint scope, Span<ulong> words)
    {
        fixed (ulong* pointer = words)
        {
            var function = (delegate* unmanaged<nint, uint, ulong*, uint, NvmlReturn>)Enter(symbol);
            return function is null ? NvmlReturn.FunctionNotFound : Exit(function(device, (uint)words.Length, pointer, scope));
        }
    }

    /// <summary>nvmlDeviceGetFieldValues; each value carries a result of its own.</summary>
    public NvmlReturn GetFields(nint device, Span<NvmlFieldValue> values)
    {
        fixed (NvmlFieldValue* pointer = values)
        {
            var function = (delegate* unmanaged<nint, int, NvmlFieldValue*, NvmlReturn>)Enter(NvmlSymbol.DeviceGetFieldValues);
            return function is null ? NvmlReturn.FunctionNotFound : Exit(function(device, values.Length, pointer));
        }
    }

    public static string Decode(ReadOnlySpan<byte> buffer)
    {
        int end = buffer.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? buffer : buffer[..end]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void* Enter(NvmlSymbol symbol)
    {
        nint address = _symbols[(int)symbol];
        if (address != 0)
        {
            _clock.Enter(symbol);
        }

        return (void*)address;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private NvmlReturn Exit(NvmlReturn code)
    {
        _clock.Exit();
        return code;
    }
}
