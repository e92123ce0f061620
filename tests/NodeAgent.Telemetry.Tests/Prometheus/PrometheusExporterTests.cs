using System.Diagnostics.Metrics;
using NodeAgent.Telemetry.Prometheus;
using NodeAgent.Testing;

namespace NodeAgent.Telemetry.Tests.Prometheus;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly MeterScope _scope = new();
    private readonly Meter _meter;
    private readonly PrometheusExporter _exporter;

    public PrometheusExporterTests()
    {
        _meter = _scope.Create("Test");
        _exporter = new PrometheusExporter(_scope);
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Counters_add_up_by_their_labels()
    {
        Counter<long> counter = _meter.CreateCounter<long>("reads_total", description: "Reads.");
        counter.Add(2, new KeyValuePair<string, object?>("result", "ok"));
        counter.Add(3, new KeyValuePair<string, object?>("result", "ok"));
        counter.Add(1, new KeyValuePair<string, object?>("result", "error"));
        Assert.Equal(
            "# HELP reads_total Reads.\n# TYPE reads_total counter\nreads_total{result=\"error\"} 1\nreads_total{result=\"ok\"} 5\n",
            _exporter.Scrape());
    }

    [Fact]
    public void An_observed_series_that_is_no_longer_reported_is_gone()
    {
        string[] gpus = ["GPU0", "GPU1"];
        _meter.CreateObservableGauge("gpu_up", () => gpus.Select(g => new Measurement<double>(1, new KeyValuePair<string, object?>("gpu", g))));
        Assert.Contains("GPU1", _exporter.Scrape(), StringComparison.Ordinal);
        gpus = ["GPU0"];
        Assert.DoesNotContain("GPU1", _exporter.Scrape(), StringComparison.Ordinal);
    }

    [Fact]
    public void Histograms_are_cumulative()
    {
        Histogram<double> histogram = _meter.CreateHistogram(
            "read_seconds", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        histogram.Record(0.05);
        histogram.Record(0.5);
        histogram.Record(5);
        string text = _exporter.Scrape();
        Assert.Contains("read_seconds_bucket{le=\"0.1\"} 1\nread_seconds_bucket{le=\"1\"} 2\nread_seconds_bucket{le=\"+Inf\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("read_seconds_sum 5.55\nread_seconds_count 3\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strange_label_values_are_escaped_as_promtool_expects()
    {
        _meter.CreateObservableGauge("strange", () => new Measurement<double>(1.5, new KeyValuePair<string, object?>("value", "a\"b\\c\nd")), description: "Line\nbreak \\ here.");
        string text = _exporter.Scrape();
        Assert.Contains("strange{value=\"a\\\"b\\\\c\\nd\"} 1.5\n", text, StringComparison.Ordinal);
        ShellResult promtool = await Shell.RunAsync("promtool", ["check", "metrics"], input: text);
        Assert.Equal((0, ""), (promtool.ExitCode, promtool.Error));
    }

    [Fact]
    public void Meters_of_another_scope_are_not_ours()
    {
        using var other = new MeterScope();
        other.Create("Test").CreateCounter<long>("other_total").Add(1);
        Assert.Equal("", _exporter.Scrape());
    }
}
