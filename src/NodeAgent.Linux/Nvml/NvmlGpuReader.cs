using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Linux.Nvml;

/// <summary>
/// Reads one GPU. What cannot change while the driver is loaded is read once; link states, MIG and fabric every time.
/// </summary>
internal sealed class NvmlGpuReader(NvmlLibrary library, nint device, int index, int? branch)
{
    private const uint AffinityScopeNode = 0;
    private const int CpuWords = 64;

    private NvmlGpu? _identity;
    private ImmutableArray<NvmlLink> _links;

    /// <summary>Null when not even the PCI address could be read.</summary>
    public NvmlGpu? Read(NvmlFailureLog failures)
    {
        if (_identity is null)
        {
            if (ReadIdentity(failures) is not { } identity)
            {
                return null;
            }

            // An identity with holes in it is used, but read again next time.
            _identity = IsComplete(identity) ? identity : null;
            return ReadState(identity, failures);
        }

        return ReadState(_identity, failures);
    }

    private static bool IsComplete(NvmlGpu gpu) => gpu is { Uuid: not null, Name: not null, IsLost: false };

    private NvmlGpu? ReadIdentity(NvmlFailureLog failures)
    {
        NvmlPciInfo pci = default;
        NvmlReturn code = library.GetStruct(NvmlSymbol.DeviceGetPciInfo_v3, device, ref pci);
        if (!failures.Note(NvmlSymbol.DeviceGetPciInfo_v3, $"index {index}", code)
            || !PciAddress.TryParse(NvmlLibrary.Decode(pci.BusId), out PciAddress address))
        {
            return null;
        }

        string subject = address.ToString();
        NvmlMemory memory = default;
        bool hasMemory = failures.Note(
            NvmlSymbol.DeviceGetMemoryInfo, subject, library.GetStruct(NvmlSymbol.DeviceGetMemoryInfo, device, ref memory));
        bool hasCapability = failures.Note(
            NvmlSymbol.DeviceGetCudaComputeCapability, subject,
            library.GetPair(NvmlSymbol.DeviceGetCudaComputeCapability, device, out uint major, out uint minor));
        return new NvmlGpu
        {
            Index = index,
            BusId = subject,
            Uuid = Text(NvmlSymbol.DeviceGetUUID, subject, failures),
            Name = Text(NvmlSymbol.DeviceGetName, subject, failures),
            Serial = Text(NvmlSymbol.DeviceGetSerial, subject, failures),
            Minor = (int?)UInt(NvmlSymbol.DeviceGetMinorNumber, subject, failures),
            MemoryBytes = hasMemory ? (long)memory.Total : null,
            ComputeCapability = hasCapability ? $"{major}.{minor}" : null,
            NumaNode = (int?)UInt(NvmlSymbol.DeviceGetNumaNodeId, subject, failures),
            CpuAffinity = ReadCpuAffinity(subject, failures),
            C2c = NvmlC2cReader.Read(library, device, branch),
        };
    }

    private NvmlGpu ReadState(NvmlGpu identity, NvmlFailureLog failures)
    {
        string subject = identity.BusId;
        NvmlReturn alive = library.GetUInt(NvmlSymbol.DeviceGetMinorNumber, device, out _);
        if (alive == NvmlReturn.GpuIsLost)
        {
            return identity with { IsLost = true };
        }

        bool hasMig = failures.Note(
            NvmlSymbol.DeviceGetMigMode, subject, library.GetPair(NvmlSymbol.DeviceGetMigMode, device, out uint mig, out _));
        _links = NvmlLinkReader.Read(library, device, subject, branch, _links, failures);
        return identity with
        {
            MigEnabled = hasMig ? mig == 1 : null,
            MigInstances = hasMig && mig == 1 ? NvmlMigReader.Read(library, device, subject, failures) : [],
            Pcie = new NvmlPcie(
                (int?)UInt(NvmlSymbol.DeviceGetCurrPcieLinkGeneration, subject, failures),
                (int?)UInt(NvmlSymbol.DeviceGetCurrPcieLinkWidth, subject, failures),
                (int?)UInt(NvmlSymbol.DeviceGetMaxPcieLinkGeneration, subject, failures),
                (int?)UInt(NvmlSymbol.DeviceGetMaxPcieLinkWidth, subject, failures),
                (int?)UInt(NvmlSymbol.DeviceGetGpuMaxPcieLinkGeneration, subject, failures)),
            Links = _links,
            Fabric = NvmlFabricReader.Read(library, device, subject, failures),
        };
    }

    private string? ReadCpuAffinity(string subject, NvmlFailureLog failures)
    {
        Span<ulong> words = stackalloc ulong[CpuWords];
        words.Clear();
        NvmlReturn code = library.GetSet(NvmlSymbol.DeviceGetCpuAffinityWithinScope, device, AffinityScopeNode, words);
        return failures.Note(NvmlSymbol.DeviceGetCpuAffinityWithinScope, subject, code) ? CpuSet.FromWords(words).ToString() : null;
    }

    private string? Text(NvmlSymbol symbol, string subject, NvmlFailureLog failures) =>
        failures.Note(symbol, subject, library.GetText(symbol, device, out string? text)) && text is { Length: > 0 } ? text : null;

    private uint? UInt(NvmlSymbol symbol, string subject, NvmlFailureLog failures) =>
        failures.Note(symbol, subject, library.GetUInt(symbol, device, out uint value)) ? value : null;
}
