using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NodeAgent.Linux.Nvml;

/// <summary>Fixed char arrays of NVML structs.</summary>
[InlineArray(16)]
internal struct Bytes16
{
    private byte _first;
}

[InlineArray(32)]
internal struct Bytes32
{
    private byte _first;
}

/// <summary>nvmlPciInfo_t, 68 bytes, the same from R450 to R610.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlPciInfo
{
    public Bytes16 BusIdLegacy;
    public uint Domain;
    public uint Bus;
    public uint Device;
    public uint PciDeviceId;
    public uint PciSubsystemId;
    public Bytes32 BusId;
}

/// <summary>nvmlMemory_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlMemory
{
    public ulong Total;
    public ulong Free;
    public ulong Used;
}

/// <summary>nvmlFieldValue_t, 40 bytes; the value is a union that every integer type fills from its low bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlFieldValue
{
    public uint FieldId;
    public uint ScopeId;
    public long Timestamp;
    public long LatencyMicroseconds;
    public uint ValueType;
    public NvmlReturn Return;
    public ulong Value;
}

/// <summary>nvmlGpuFabricInfo_v2_t (R550): version tag 2.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlFabricInfoV2
{
    public uint Version;
    public Bytes16 ClusterUuid;
    public NvmlReturn Status;
    public uint CliqueId;
    public byte State;
    public uint HealthMask;
}

/// <summary>nvmlGpuFabricInfo_t (R525), without a version.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlFabricInfoV1
{
    public Bytes16 ClusterUuid;
    public NvmlReturn Status;
    public uint CliqueId;
    public byte State;
}

/// <summary>nvmlDeviceAttributes_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlDeviceAttributes
{
    public uint MultiprocessorCount;
    public uint SharedCopyEngineCount;
    public uint SharedDecoderCount;
    public uint SharedEncoderCount;
    public uint SharedJpegCount;
    public uint SharedOfaCount;
    public uint GpuInstanceSliceCount;
    public uint ComputeInstanceSliceCount;
    public ulong MemorySizeMb;
}

/// <summary>Versions of structs: size in the low bits, version number in the top byte.</summary>
internal static class NvmlVersionTag
{
    public static uint Of<T>(uint version)
        where T : unmanaged => (uint)Unsafe.SizeOf<T>() | (version << 24);
}
