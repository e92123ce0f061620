using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace NodeAgent.Telemetry.Prometheus;

/// <summary>
/// Listens to the meters of one scope and writes them in the Prometheus text format 0.0.4. Instrument names are Prometheus
/// names already (base units, <c>_total</c> for counters), so nothing is renamed on the way.
/// </summary>
public sealed class PrometheusExporter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly Lock _scrape = new();

    public PrometheusExporter(MeterScope scope)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, scope))
            {
                _families.TryAdd(instrument, new MetricFamily(instrument));
                listener.EnableMeasurementEvents(instrument, _families[instrument]);
            }
        };
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.Start();
    }

    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Asks the observable instruments and writes everything, families in order of their names.</summary>
    public string Scrape()
    {
        // One scrape at a time: a second would clear what the first has just observed.
        lock (_scrape)
        {
            foreach (MetricFamily family in _families.Values)
            {
                family.BeginScrape();
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder(4096);
            foreach (MetricFamily family in _families.Values.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                family.Write(text);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();
}
