using System.Diagnostics.Metrics;

namespace NodeAgent.Telemetry;

/// <summary>
/// Owns the meters of one program. Meters are process-wide; the scope keeps two programs that share a process apart.
/// </summary>
public sealed class MeterScope : IDisposable
{
    private readonly List<Meter> _meters = [];

    public Meter Create(string name)
    {
        var meter = new Meter(name, version: null, tags: null, scope: this);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        foreach (Meter meter in _meters)
        {
            meter.Dispose();
        }
    }
}
