using System.Diagnostics.Metrics;
using System.Text;

namespace NodeAgent.Telemetry.Prometheus;

/// <summary>One instrument and its series.</summary>
internal sealed class MetricFamily
{
    private readonly Dictionary<string, Series> _series = [];
    private readonly Lock _lock = new();
    private readonly string? _help;
    private readonly string _type;
    private readonly bool _observable;
    private readonly bool _adds;
    private readonly IReadOnlyList<double>? _buckets;

    public MetricFamily(Instrument instrument)
    {
        Name = instrument.Name;
        _help = instrument.Description;
        _observable = instrument.IsObservable;
        Type kind = instrument.GetType().GetGenericTypeDefinition();
        _type = kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? "counter"
            : kind == typeof(Histogram<>) ? "histogram" : "gauge";
        _adds = kind == typeof(Counter<>) || kind == typeof(UpDownCounter<>);
        _buckets = _type == "histogram" ? (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? [] : null;
    }

    public string Name { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = PrometheusText.Labels(tags);
        lock (_lock)
        {
            if (!_series.TryGetValue(labels, out Series? series))
            {
                _series.Add(labels, series = new Series(_buckets));
            }

            series.Record(value, _adds);
        }
    }

    /// <summary>What an observable instrument no longer reports is gone: a GPU that was removed leaves no series.</summary>
    public void BeginScrape()
    {
        if (_observable)
        {
            lock (_lock)
            {
                _series.Clear();
            }
        }
    }

    public void Write(StringBuilder text)
    {
        lock (_lock)
        {
            if (_series.Count == 0)
            {
                return;
            }

            text.Append("# HELP ").Append(Name).Append(' ').Append(PrometheusText.Help(_help ?? Name)).Append('\n');
            text.Append("# TYPE ").Append(Name).Append(' ').Append(_type).Append('\n');
            foreach ((string labels, Series series) in _series.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                series.Write(text, Name, labels);
            }
        }
    }
}
