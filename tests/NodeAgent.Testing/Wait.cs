using System.Diagnostics;

namespace NodeAgent.Testing;

/// <summary>Waits for a condition of the real world, such as another process, with a limit.</summary>
public static class Wait
{
    public static Task UntilAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        UntilAsync(() => Task.FromResult(condition()), what, limit);

    public static async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        long started = Stopwatch.GetTimestamp();
        TimeSpan patience = limit ?? TimeSpan.FromSeconds(20);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException($"waited {patience.TotalSeconds:0} s in vain for: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
