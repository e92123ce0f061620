using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Linux.Nvml;

/// <summary>An initialised library. All members are called on one thread.</summary>
internal sealed class NvmlSession
{
    private readonly NvmlLibrary _library;
    private readonly Dictionary<uint, NvmlGpuReader> _readers = [];

    private NvmlSession(NvmlLibrary library, string path)
    {
        _library = library;
        LibraryPath = path;
        _library.GetText(NvmlSymbol.SystemGetDriverVersion, out string? driver);
        _library.GetText(NvmlSymbol.SystemGetNVMLVersion, out string? nvml);
        DriverVersion = driver;
        NvmlVersion = nvml;
        // 12080 is 12.8.
        CudaVersion = _library.GetUInt(NvmlSymbol.SystemGetCudaDriverVersion_v2, out uint cuda) == NvmlReturn.Success
            ? $"{cuda / 1000}.{cuda % 1000 / 10}" : null;
    }

    public string LibraryPath { get; }

    public string? DriverVersion { get; }

    public string? NvmlVersion { get; }

    public string? CudaVersion { get; }

    /// <summary>Loads the first library of the list that exists and initialises it.</summary>
    public static (NvmlSession? Session, NvmlSnapshot Failure) Open(IReadOnlyList<string> candidates, NvmlCallClock clock)
    {
        foreach (string path in candidates)
        {
            if (SafeNvmlLibraryHandle.TryLoad(path) is not { } handle)
            {
                continue;
            }

            var library = new NvmlLibrary(handle, clock);
            NvmlReturn code = library.Call(NvmlSymbol.Init_v2);
            if (code == NvmlReturn.Success)
            {
                return (new NvmlSession(library, path), NvmlSnapshot.Disabled);
            }

            library.Dispose();
            NvmlStatus status = NvmlErrors.StatusOfInit(code);
            return (null, new NvmlSnapshot { Status = status, Library = path, Message = NvmlErrors.Explain(status, code) });
        }

        return (null, new NvmlSnapshot
        {
            Status = NvmlStatus.NotInstalled,
            Library = candidates.Count == 1 ? candidates[0] : null,
            Message = $"no NVIDIA management library at {string.Join(", ", candidates)}",
        });
    }

    /// <summary>Reads all GPUs; null when the driver went away meanwhile, and the session must be closed.</summary>
    public NvmlSnapshot? Read()
    {
        var failures = new NvmlFailureLog();
        NvmlReturn code = _library.GetUInt(NvmlSymbol.DeviceGetCount_v2, out uint count);
        if (NvmlErrors.EndsSession(code))
        {
            return null;
        }

        failures.Note(NvmlSymbol.DeviceGetCount_v2, "", code);
        var gpus = new List<NvmlGpu>();
        for (uint index = 0; index < count; index++)
        {
            if (!_readers.TryGetValue(index, out NvmlGpuReader? reader))
            {
                code = _library.GetHandle(NvmlSymbol.DeviceGetHandleByIndex_v2, index, out nint device);
                failures.Note(NvmlSymbol.DeviceGetHandleByIndex_v2, $"index {index}", code);
                if (code != NvmlReturn.Success)
                {
                    continue;
                }

                reader = new NvmlGpuReader(_library, device, (int)index, NvmlFields.BranchOf(DriverVersion));
            }

            if (reader.Read(failures) is { } gpu)
            {
                // Only a GPU that told who it is is kept; the others are asked anew next time.
                _readers[index] = reader;
                gpus.Add(gpu);
            }
        }

        return failures.SessionEnded ? null : new NvmlSnapshot
        {
            Status = NvmlStatus.Ok,
            Library = LibraryPath,
            DriverVersion = DriverVersion,
            NvmlVersion = NvmlVersion,
            CudaVersion = CudaVersion,
            Gpus = [.. gpus],
            Failures = failures.ToImmutable(),
        };
    }

    /// <summary>Shuts NVML down, which closes its descriptors, and unloads the library.</summary>
    public NvmlReturn Close()
    {
        NvmlReturn code = _library.Call(NvmlSymbol.Shutdown);
        _library.Dispose();
        return code;
    }
}
