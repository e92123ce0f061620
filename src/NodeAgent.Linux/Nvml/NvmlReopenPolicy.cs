using NodeAgent.Core.Topology.Nvml;

namespace NodeAgent.Linux.Nvml;

/// <summary>
/// When NVML may be opened again. Opening it pins the kernel driver, so after a release it is left alone for the hold,
/// and after failures tried with growing pauses.
/// </summary>
internal sealed class NvmlReopenPolicy(NvmlOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _notBefore;
    private TimeSpan _pause = options.ReopenAfter;
    private bool _released;
    private NvmlSnapshot? _lastFailure;

    /// <summary>The failure that the present pause follows; null while released.</summary>
    public NvmlSnapshot? LastFailure
    {
        get
        {
            lock (_lock)
            {
                return _released ? null : _lastFailure;
            }
        }
    }

    public bool MayOpen(out string? why)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            why = now >= _notBefore ? null : $"released; opened again in {(_notBefore - now).TotalSeconds:0} s, or on POST /nvml/acquire";
            return now >= _notBefore;
        }
    }

    public void Release(TimeSpan hold)
    {
        lock (_lock)
        {
            _released = true;
            _lastFailure = null;
            _notBefore = time.GetUtcNow() + hold;
        }
    }

    public void Acquire()
    {
        lock (_lock)
        {
            _released = false;
            _notBefore = default;
            _pause = options.ReopenAfter;
        }
    }

    public void Opened() => Acquire();

    public void Failed(NvmlSnapshot failure)
    {
        lock (_lock)
        {
            _released = false;
            _lastFailure = failure;
            _notBefore = time.GetUtcNow() + _pause;
            // Looking for a library that is not there costs nothing; only a failing driver is spared.
            bool costly = failure.Status != NvmlStatus.NotInstalled;
            _pause = !costly ? options.ReopenAfter : _pause * 2 < options.ReopenAtMost ? _pause * 2 : options.ReopenAtMost;
        }
    }
}
