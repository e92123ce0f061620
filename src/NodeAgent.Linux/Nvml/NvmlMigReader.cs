using System.Collections.Immutable;
using NodeAgent.Core.Topology;

namespace NodeAgent.Linux.Nvml;

/// <summary>Reads the MIG partitions of a GPU.</summary>
internal static class NvmlMigReader
{
    private const long MiB = 1 << 20;

    public static ImmutableArray<MigInstance> Read(NvmlLibrary library, nint device, string subject, NvmlFailureLog failures)
    {
        NvmlReturn code = library.GetUInt(NvmlSymbol.DeviceGetMaxMigDeviceCount, device, out uint count);
        failures.Note(NvmlSymbol.DeviceGetMaxMigDeviceCount, subject, code);
        ImmutableArray<MigInstance>.Builder instances = ImmutableArray.CreateBuilder<MigInstance>();
        for (uint i = 0; i < count; i++)
        {
            // Places that hold no partition answer NOT_FOUND.
            code = library.GetHandle(NvmlSymbol.DeviceGetMigDeviceHandleByIndex, device, i, out nint mig);
            if (code == NvmlReturn.NotFound || !failures.Note(NvmlSymbol.DeviceGetMigDeviceHandleByIndex, subject, code))
            {
                continue;
            }

            if (failures.Note(NvmlSymbol.DeviceGetUUID, subject, library.GetText(NvmlSymbol.DeviceGetUUID, mig, out string? uuid)))
            {
                instances.Add(ReadInstance(library, mig, uuid!));
            }
        }

        return instances.ToImmutable();
    }

    private static MigInstance ReadInstance(NvmlLibrary library, nint mig, string uuid)
    {
        NvmlDeviceAttributes attributes = default;
        bool hasAttributes = library.GetStruct(NvmlSymbol.DeviceGetAttributes_v2, mig, ref attributes) == NvmlReturn.Success;
        return new MigInstance(
            uuid,
            library.GetUInt(NvmlSymbol.DeviceGetGpuInstanceId, mig, out uint gi) == NvmlReturn.Success ? (int)gi : -1,
            library.GetUInt(NvmlSymbol.DeviceGetComputeInstanceId, mig, out uint ci) == NvmlReturn.Success ? (int)ci : -1,
            ProfileOf(library, mig, hasAttributes ? attributes : null),
            hasAttributes ? (long)attributes.MemorySizeMb * MiB : 0);
    }

    // The name of a partition ends in its profile: "NVIDIA H100 80GB HBM3 MIG 1g.10gb".
    private static string ProfileOf(NvmlLibrary library, nint mig, NvmlDeviceAttributes? attributes)
    {
        if (library.GetText(NvmlSymbol.DeviceGetName, mig, out string? name) == NvmlReturn.Success
            && name!.LastIndexOf(" MIG ", StringComparison.Ordinal) is > 0 and { } at)
        {
            return name[(at + 5)..];
        }

        return attributes is { } known
            ? $"{known.GpuInstanceSliceCount}g.{Math.Round(known.MemorySizeMb / 1024.0)}gb" : "unknown";
    }
}
