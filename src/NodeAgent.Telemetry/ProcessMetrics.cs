using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NodeAgent.Telemetry;

/// <summary>The process itself, under the names that every Prometheus client uses.</summary>
public sealed class ProcessMetrics : IDisposable
{
    private readonly Meter _meter;

    /// <param name="meterName">A name that the exporter listens to.</param>
    /// <param name="buildMetric">Name of the metric that carries the version.</param>
    /// <param name="version">The program's version.</param>
    public ProcessMetrics(string meterName, string buildMetric, string version)
    {
        _meter = new Meter(meterName);
        var self = Process.GetCurrentProcess();
        double started = (self.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
        _meter.CreateObservableGauge("process_start_time_seconds", () => started, description: "Start time since the epoch.");
        _meter.CreateObservableGauge(
            "process_resident_memory_bytes", () => (double)Environment.WorkingSet, description: "Resident memory.");
        _meter.CreateObservableCounter(
            "process_cpu_seconds_total", () => Environment.CpuUsage.TotalTime.TotalSeconds, description: "CPU time used.");
        _meter.CreateObservableGauge(
            "process_open_fds", () => (double)Directory.GetFileSystemEntries("/proc/self/fd").Length, description: "Open descriptors.");
        _meter.CreateObservableGauge(
            buildMetric, () => new Measurement<double>(1, new KeyValuePair<string, object?>("version", version)), description: "Version of this program.");
    }

    public void Dispose() => _meter.Dispose();
}
