using System.Threading.Channels;

namespace NodeAgent.Agent.Topology;

/// <summary>Asks for a new read. Requests that come while one is pending are one.</summary>
internal sealed class RescanTrigger
{
    private readonly Channel<bool> _requests = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Request() => _requests.Writer.TryWrite(true);

    /// <summary>True when asked for, false when the interval went by.</summary>
    public async Task<bool> WaitAsync(TimeSpan interval, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await _requests.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(interval, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Forgets a request that the read about to start will serve.</summary>
    public void Clear() => _requests.Reader.TryRead(out _);
}
