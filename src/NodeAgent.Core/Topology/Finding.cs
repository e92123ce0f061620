using System.Text.Json.Serialization;

namespace NodeAgent.Core.Topology;

/// <summary>How much a finding matters.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingSeverity>))]
public enum FindingSeverity
{
    /// <summary>A fact worth knowing; nothing to do.</summary>
    [JsonStringEnumMemberName("info")]
    Info,

    /// <summary>The picture is less exact than it should be.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Something is broken, on the machine or in the input.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}

/// <summary>Something that the reader of a topology must know before trusting it.</summary>
/// <param name="Id">Stable, <c>area/what</c>; listed in docs/topology.md.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">The device or node concerned: a PCI address, <c>node3</c>, or empty for the machine.</param>
/// <param name="Message">One line: what was found and what was done about it.</param>
/// <param name="Path">The file it came from, relative to the root that was read.</param>
/// <param name="Errno">The symbolic errno (<c>EINVAL</c>) when a read failed.</param>
public sealed record Finding(
    string Id, FindingSeverity Severity, string Subject, string Message, string? Path = null, string? Errno = null)
{
    /// <summary>The input itself is damaged (as against: the machine answers oddly). Programs exit with 2 on it.</summary>
    public bool IsBadInput { get; init; }
}
