using System.Text.Json;
using System.Text.Json.Serialization;

namespace NodeAgent.Core.Topology.Nvml;

/// <summary>Writes and reads the NVML part of a record.</summary>
public static class NvmlSnapshotJson
{
    public static byte[] Write(NvmlSnapshot snapshot) =>
        JsonSerializer.SerializeToUtf8Bytes(snapshot, NvmlJsonContext.Default.NvmlSnapshot);

    /// <exception cref="BadInputException">The text is no NVML snapshot.</exception>
    public static NvmlSnapshot Read(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, NvmlJsonContext.Default.NvmlSnapshot)
                ?? throw new BadInputException(path, "holds null");
        }
        catch (JsonException e)
        {
            throw new BadInputException(path, $"is not a record of NVML: {e.Message}", e);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NvmlSnapshot))]
internal sealed partial class NvmlJsonContext : JsonSerializerContext;
