using System.Threading.Channels;
using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Linux.Nvml;

/// <summary>
/// NVML behind a thread of its own. A call that hangs in the driver holds that thread and nobody else: readers get the
/// last good answer, marked stale, until it returns.
/// </summary>
public sealed class NvmlMonitor : IDisposable
{
    private static readonly TimeSpan s_watchInterval = TimeSpan.FromMilliseconds(20);

    private readonly NvmlOptions _options;
    private readonly TimeProvider _time;
    private readonly NvmlCallClock _clock;
    private readonly NvmlReopenPolicy _reopen;
    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Thread _thread;

    // Touched on the worker only.
    private NvmlSession? _session;

    // Written by the worker, read by anyone.
    private volatile NvmlSnapshot? _lastGood;

    public NvmlMonitor(NvmlOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _clock = new NvmlCallClock(time);
        _reopen = new NvmlReopenPolicy(options, time);
        // Background: a thread stuck in the driver must not keep the process from ending.
        _thread = new Thread(Work) { IsBackground = true, Name = "nvml" };
        _thread.Start();
    }

    /// <summary>Reads all that NVML tells. Never throws for what the driver does, and never waits past the deadlines.</summary>
    public async Task<NvmlSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        (bool done, NvmlSnapshot? snapshot) = await RunAsync(ReadOnWorker, cancellationToken);
        return done ? snapshot! : Hung();
    }

    /// <summary>
    /// Shuts NVML down and unloads it, and keeps it so for a while. False when a hung call stands in the way.
    /// </summary>
    public async Task<(bool Released, string? Reason)> ReleaseAsync(TimeSpan? hold, CancellationToken cancellationToken)
    {
        // Held from now on, so that a read queued behind a slow one does not open it again.
        _reopen.Release(hold ?? _options.ReopenAfter);
        if (IsHung())
        {
            // It will be closed as soon as the call returns.
            _work.Writer.TryWrite(CloseOnWorker);
            return (false, Hung().Message);
        }

        (bool done, _) = await RunAsync(
            () =>
            {
                CloseOnWorker();
                return true;
            },
            cancellationToken);
        return (done, done ? null : Hung().Message);
    }

    /// <summary>Ends the hold of <see cref="ReleaseAsync"/>: the next read opens NVML.</summary>
    public void Acquire() => _reopen.Acquire();

    public void Dispose()
    {
        _work.Writer.TryWrite(CloseOnWorker);
        _work.Writer.TryComplete();
        if (_clock.Current is null)
        {
            _thread.Join(_options.CallDeadline);
        }
    }

    private NvmlSnapshot ReadOnWorker()
    {
        if (_session is null)
        {
            if (!_reopen.MayOpen(out string? why))
            {
                return (_reopen.LastFailure ?? new NvmlSnapshot { Status = NvmlStatus.Released, Message = why });
            }

            (_session, NvmlSnapshot failure) = NvmlSession.Open(_options.Libraries, _clock);
            if (_session is null)
            {
                _reopen.Failed(failure);
                return failure;
            }

            _reopen.Opened();
        }

        NvmlSnapshot? snapshot = _session.Read();
        if (snapshot is not null)
        {
            _lastGood = snapshot;
            return snapshot;
        }

        CloseOnWorker();
        var gone = new NvmlSnapshot { Status = NvmlStatus.DriverNotLoaded, Message = "the NVIDIA driver went away while it was read" };
        _reopen.Failed(gone);
        return gone;
    }

    private void CloseOnWorker()
    {
        _session?.Close();
        _session = null;
        _lastGood = null;
    }

    private NvmlSnapshot Hung()
    {
        (NvmlSymbol symbol, TimeSpan elapsed) = _clock.Current ?? (NvmlSymbol.Init_v2, TimeSpan.Zero);
        string message = $"{NvmlLibrary.NameOf(symbol)} has not returned for {elapsed.TotalSeconds:0.#} s: the driver hangs";
        return (_lastGood ?? NvmlSnapshot.Disabled) with { Status = NvmlStatus.Hung, Message = message, IsStale = true };
    }

    // Done is false when the call that the worker is in has outlived its deadline.
    private async Task<(bool Done, T? Result)> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Behind a call that hangs already there is nothing to wait for, and no use in a queue.
        if (IsHung())
        {
            return (false, default);
        }

        ObjectDisposedException.ThrowIf(!_work.Writer.TryWrite(() => Complete(completion, work)), this);
        while (true)
        {
            try
            {
                return (true, await completion.Task.WaitAsync(s_watchInterval, _time, cancellationToken));
            }
            catch (TimeoutException)
            {
                if (IsHung())
                {
                    return (false, default);
                }
            }
        }
    }

    private bool IsHung() => _clock.Current is { } call
        && call.Elapsed > (call.Symbol == NvmlSymbol.Init_v2 ? _options.InitDeadline : _options.CallDeadline);

    private static void Complete<T>(TaskCompletionSource<T> completion, Func<T> work)
    {
        try
        {
            completion.TrySetResult(work());
        }
        catch (Exception e)
        {
            completion.TrySetException(e);
        }
    }

    private void Work()
    {
        while (_work.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_work.Reader.TryRead(out Action? action))
            {
                action();
            }
        }
    }
}
