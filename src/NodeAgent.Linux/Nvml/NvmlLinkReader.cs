using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Linux.Nvml;

/// <summary>Reads the NVLinks of a GPU.</summary>
internal static class NvmlLinkReader
{
    /// <summary>A bound for the loop only. NVML_NVLINK_MAX_LINKS has grown from 12 to 36 and will grow again.</summary>
    private const uint MaxLinks = 256;

    /// <param name="library">The library.</param>
    /// <param name="device">The GPU.</param>
    /// <param name="subject">Its address, for failures.</param>
    /// <param name="branch">The driver branch.</param>
    /// <param name="known">The links of the pass before: version and far end of an active link do not change.</param>
    /// <param name="failures">Where failed calls are noted.</param>
    public static ImmutableArray<NvmlLink> Read(
        NvmlLibrary library, nint device, string subject, int? branch, ImmutableArray<NvmlLink> known, NvmlFailureLog failures)
    {
        ImmutableArray<NvmlLink>.Builder links = ImmutableArray.CreateBuilder<NvmlLink>();
        for (uint link = 0; link < MaxLinks; link++)
        {
            NvmlReturn code = library.GetUInt(NvmlSymbol.DeviceGetNvLinkState, device, link, out uint state);
            // Past the last link the answer is INVALID_ARGUMENT; on a GPU without NVLink, NOT_SUPPORTED at once.
            if (code == NvmlReturn.InvalidArgument || NvmlErrors.IsAbsence(code))
            {
                break;
            }

            bool? active = failures.Note(NvmlSymbol.DeviceGetNvLinkState, subject, code) ? state == 1 : null;
            if (code == NvmlReturn.GpuIsLost || failures.SessionEnded)
            {
                break;
            }

            links.Add(
                !known.IsDefault && link < known.Length && known[(int)link] is { Version: not null } before && before.Active == active
                    ? before
                    : ReadLink(library, device, link, active, branch));
        }

        return links.ToImmutable();
    }

    private static NvmlLink ReadLink(NvmlLibrary library, nint device, uint link, bool? active, int? branch)
    {
        NvmlPciInfo remote = default;
        bool hasVersion = library.GetUInt(NvmlSymbol.DeviceGetNvLinkVersion, device, link, out uint version) == NvmlReturn.Success;
        bool hasType = library.GetUInt(NvmlSymbol.DeviceGetNvLinkRemoteDeviceType, device, link, out uint type) == NvmlReturn.Success;
        bool hasRemote = library.GetStruct(NvmlSymbol.DeviceGetNvLinkRemotePciInfo_v2, device, link, ref remote) == NvmlReturn.Success;
        return new NvmlLink(
            (int)link,
            active,
            hasVersion ? GenerationOf(version) : null,
            hasType ? (int)type : null,
            hasRemote ? BusIdOf(remote) : null,
            (int?)NvmlFieldReader.Read(library, device, NvmlField.NvLinkSpeed, link, branch));
    }

    // nvmlNvlinkVersion_t counts the point releases too: 1.0, 2.0, 2.2, 3.0, 3.1, 4.0, 5.0, 6.0.
    private static int? GenerationOf(uint version) => version switch
    {
        1 => 1,
        2 or 3 => 2,
        4 or 5 => 3,
        > 5 and < 32 => (int)version - 2,
        _ => null,
    };

    // "fffffff:ff:ff.0" is how a driver says that the switch is not to be seen from this host.
    private static string BusIdOf(NvmlPciInfo remote)
    {
        string text = NvmlLibrary.Decode(remote.BusId);
        return PciAddress.TryParse(text, out PciAddress address) ? address.ToString() : text.ToLowerInvariant();
    }
}

/// <summary>Reads one field value.</summary>
internal static class NvmlFieldReader
{
    /// <summary>Null when the branch, the GPU or the driver has none.</summary>
    public static ulong? Read(NvmlLibrary library, nint device, NvmlField field, uint scope, int? branch)
    {
        if (NvmlFields.IdFor(field, branch) is not { } id)
        {
            return null;
        }

        Span<NvmlFieldValue> values = [new NvmlFieldValue { FieldId = id, ScopeId = scope }];
        return library.GetFields(device, values) == NvmlReturn.Success && values[0].Return == NvmlReturn.Success
            ? values[0].Value : null;
    }
}
