using System.Text;

namespace NodeAgent.Telemetry.Prometheus;

/// <summary>One combination of labels: a value, or the buckets of a histogram.</summary>
internal sealed class Series(IReadOnlyList<double>? buckets)
{
    private readonly long[]? _counts = buckets is null ? null : new long[buckets.Count];
    private double _value;
    private long _count;

    public void Record(double value, bool adds)
    {
        if (_counts is null)
        {
            _value = adds ? _value + value : value;
            return;
        }

        _value += value;
        _count++;
        for (int i = 0; i < _counts.Length; i++)
        {
            if (value <= buckets![i])
            {
                _counts[i]++;
            }
        }
    }

    public void Write(StringBuilder text, string name, string labels)
    {
        if (_counts is null)
        {
            PrometheusText.Sample(text, name, "", labels, "", _value);
            return;
        }

        for (int i = 0; i < _counts.Length; i++)
        {
            PrometheusText.Sample(text, name, "_bucket", labels, $"le=\"{PrometheusText.Number(buckets![i])}\"", _counts[i]);
        }

        PrometheusText.Sample(text, name, "_bucket", labels, "le=\"+Inf\"", _count);
        PrometheusText.Sample(text, name, "_sum", labels, "", _value);
        PrometheusText.Sample(text, name, "_count", labels, "", _count);
    }
}
