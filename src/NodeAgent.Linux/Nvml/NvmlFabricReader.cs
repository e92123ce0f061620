using NodeAgent.Core.Topology;

namespace NodeAgent.Linux.Nvml;

/// <summary>Reads a GPU's membership in an NVLink fabric: the versioned call (R550), else the first one (R525).</summary>
internal static class NvmlFabricReader
{
    public static FabricMembership? Read(NvmlLibrary library, nint device, string subject, NvmlFailureLog failures)
    {
        NvmlFabricInfoV2 info = new() { Version = NvmlVersionTag.Of<NvmlFabricInfoV2>(2) };
        NvmlReturn code = library.GetStruct(NvmlSymbol.DeviceGetGpuFabricInfoV, device, ref info);
        if (failures.Note(NvmlSymbol.DeviceGetGpuFabricInfoV, subject, code))
        {
            return Create(info.State, info.Status, info.ClusterUuid, info.CliqueId, info.HealthMask);
        }

        if (code != NvmlReturn.FunctionNotFound)
        {
            return null;
        }

        NvmlFabricInfoV1 first = default;
        code = library.GetStruct(NvmlSymbol.DeviceGetGpuFabricInfo, device, ref first);
        return failures.Note(NvmlSymbol.DeviceGetGpuFabricInfo, subject, code)
            ? Create(first.State, first.Status, first.ClusterUuid, first.CliqueId, healthMask: null) : null;
    }

    private static FabricMembership? Create(
        byte state, NvmlReturn status, ReadOnlySpan<byte> clusterUuid, uint clique, uint? healthMask)
    {
        string word = state switch
        {
            0 => "notSupported",
            1 => "notStarted",
            2 => "inProgress",
            3 => "completed",
            _ => $"state{state}",
        };
        return state == 0 ? null : new FabricMembership(
            word,
            status == NvmlReturn.Success ? "success" : NvmlErrors.NameOf(status),
            new Guid(clusterUuid, bigEndian: true).ToString(),
            clique,
            healthMask);
    }
}

/// <summary>Reads the NVLink-C2C of a Grace superchip.</summary>
internal static class NvmlC2cReader
{
    public static C2cLink? Read(NvmlLibrary library, nint device, int? branch)
    {
        uint enabled = 0;
        return library.GetStruct(NvmlSymbol.DeviceGetC2cModeInfoV, device, ref enabled) != NvmlReturn.Success
            ? null
            : new C2cLink(
                enabled == 1,
                (int?)NvmlFieldReader.Read(library, device, NvmlField.C2cLinkCount, scope: 0, branch),
                (int?)NvmlFieldReader.Read(library, device, NvmlField.C2cLinkSpeed, scope: 0, branch));
    }
}
