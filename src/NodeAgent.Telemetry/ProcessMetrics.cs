using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NodeAgent.Telemetry;

/// <summary>The process itself, under the names that every Prometheus client uses.</summary>
public sealed class ProcessMetrics
{
    /// <param name="scope">The scope that the exporter listens to.</param>
    /// <param name="buildMetric">Name of the metric that carries the version.</param>
    /// <param name="version">The program's version.</param>
    public ProcessMetrics(MeterScope scope, string buildMetric, string version)
    {
        Meter meter = scope.Create("NodeAgent.Process");
        var self = Process.GetCurrentProcess();
        double started = (self.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
        meter.CreateObservableGauge("process_start_time_seconds", () => started, description: "Start time since the epoch.");
        meter.CreateObservableGauge(
            "process_resident_memory_bytes", () => (double)Environment.WorkingSet, description: "Resident memory.");
        meter.CreateObservableCounter(
            "process_cpu_seconds_total", () => Environment.CpuUsage.TotalTime.TotalSeconds, description: "CPU time used.");
        meter.CreateObservableGauge(
            "process_open_fds", () => (double)Directory.GetFileSystemEntries("/proc/self/fd").Length, description: "Open descriptors.");
        meter.CreateObservableGauge(
            buildMetric, () => new Measurement<double>(1, new KeyValuePair<string, object?>("version", version)), description: "Version of this program.");
    }
}
