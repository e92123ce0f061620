using System.Diagnostics;

namespace NodeAgent.Bench;

/// <summary>Repeated measurements; the median is what is quoted.</summary>
internal static class Samples
{
    public static async Task<double> MedianMillisecondsAsync(int warmUp, int runs, Func<Task> action)
    {
        for (int i = 0; i < warmUp; i++)
        {
            await action();
        }

        double[] samples = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            long started = Stopwatch.GetTimestamp();
            await action();
            samples[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return Median(samples);
    }

    public static double Median(double[] samples)
    {
        Array.Sort(samples);
        return samples[samples.Length / 2];
    }
}
