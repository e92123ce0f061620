using System.Collections.Immutable;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Linux.Nvml;

/// <summary>Gathers the calls of one pass that failed for a reason worth telling; each function and GPU once.</summary>
internal sealed class NvmlFailureLog
{
    private readonly List<NvmlCallFailure> _failures = [];

    public bool SessionEnded { get; private set; }

    /// <summary>True when the call succeeded.</summary>
    public bool Note(NvmlSymbol symbol, string subject, NvmlReturn code)
    {
        SessionEnded |= NvmlErrors.EndsSession(code);
        if (code != NvmlReturn.Success && !NvmlErrors.IsAbsence(code))
        {
            var failure = new NvmlCallFailure(NvmlLibrary.NameOf(symbol), subject, NvmlErrors.NameOf(code));
            if (!_failures.Contains(failure))
            {
                _failures.Add(failure);
            }
        }

        return code == NvmlReturn.Success;
    }

    public ImmutableArray<NvmlCallFailure> ToImmutable() => [.. _failures];
}
