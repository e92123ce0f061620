using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Linux.Nvml;
using NodeAgent.Testing;

namespace NodeAgent.Linux.Tests.Nvml;

public class NvmlReopenPolicyTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly NvmlReopenPolicy _policy;

    public NvmlReopenPolicyTests() => _policy = new NvmlReopenPolicy(
        new NvmlOptions { ReopenAfter = TimeSpan.FromSeconds(60), ReopenAtMost = TimeSpan.FromMinutes(10) }, _time);

    [Fact]
    public void A_release_holds_for_as_long_as_was_asked()
    {
        _policy.Release(TimeSpan.FromMinutes(5));
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.False(_policy.MayOpen(out string? why));
        Assert.Contains("released", why, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_policy.MayOpen(out _));
    }

    [Fact]
    public void Failures_are_followed_by_growing_pauses_up_to_a_limit()
    {
        var failure = new NvmlSnapshot { Status = NvmlStatus.DriverNotLoaded };
        int[] pauses = [.. Enumerable.Range(0, 6).Select(_ =>
        {
            _policy.Failed(failure);
            int seconds = 0;
            while (!_policy.MayOpen(out string? _))
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                seconds++;
            }

            return seconds;
        })];
        Assert.Equal([60, 120, 240, 480, 600, 600], pauses);
    }

    [Fact]
    public void A_library_that_is_not_there_is_looked_for_at_the_same_pace()
    {
        for (int i = 0; i < 5; i++)
        {
            _policy.Failed(new NvmlSnapshot { Status = NvmlStatus.NotInstalled });
            _time.Advance(TimeSpan.FromSeconds(60));
            Assert.True(_policy.MayOpen(out _));
        }
    }

    [Fact]
    public void Acquire_ends_the_hold()
    {
        _policy.Release(TimeSpan.FromHours(1));
        _policy.Acquire();
        Assert.True(_policy.MayOpen(out _));
    }
}
