namespace NodeAgent.Linux.Nvml;

/// <summary>
/// Which call the worker is in, and since when. The worker writes; the waiter reads, and so learns that the driver hangs
/// although nothing returns.
/// </summary>
internal sealed class NvmlCallClock(TimeProvider time)
{
    private volatile Entry? _current;

    public void Enter(NvmlSymbol symbol) => _current = new Entry(symbol, time.GetTimestamp());

    public void Exit() => _current = null;

    /// <summary>The call under way and how long it has taken so far, or null.</summary>
    public (NvmlSymbol Symbol, TimeSpan Elapsed)? Current =>
        _current is { } entry ? (entry.Symbol, time.GetElapsedTime(entry.Started)) : null;

    private sealed record Entry(NvmlSymbol Symbol, long Started);
}
