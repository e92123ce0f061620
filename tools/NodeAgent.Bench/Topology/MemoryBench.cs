using System.Diagnostics;
using System.Globalization;
using NodeAgent.Testing;

namespace NodeAgent.Bench.Topology;

/// <summary>Memory of the idle agent, beside prometheus-node-exporter in the same run.</summary>
internal static class MemoryBench
{
    private const int Scrapes = 20;

    public static async Task RunAsync(Report report, BenchMachines machines)
    {
        await using BenchAgent agent = BenchAgent.Start(machines.Hgx, TimeSpan.FromMinutes(1));
        await agent.WaitUntilServedAsync();
        for (int i = 0; i < Scrapes; i++)
        {
            await agent.ScrapeAsync();
        }

        report.Compare("nodeagent idle, anonymous", Status(agent.Id, "RssAnon"), "MB", "limit", 14);
        report.Compare("nodeagent idle, resident", Status(agent.Id, "VmRSS"), "MB", "limit", 60);
        await CompareWithExporterAsync(report, Status(agent.Id, "VmRSS"));
    }

    private static async Task CompareWithExporterAsync(Report report, double resident)
    {
        const string Exporter = "/usr/bin/prometheus-node-exporter";
        if (!File.Exists(Exporter))
        {
            report.Skip("prometheus-node-exporter, resident", "not installed");
            return;
        }

        using Process exporter = Process.Start(new ProcessStartInfo(Exporter, ["--web.listen-address=127.0.0.1:19100"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        exporter.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient();
            int scraped = 0;
            await Wait.UntilAsync(
                async () =>
                {
                    try
                    {
                        await client.GetStringAsync(new Uri("http://127.0.0.1:19100/metrics"));
                        return ++scraped >= Scrapes;
                    }
                    catch (HttpRequestException)
                    {
                        return false;
                    }
                },
                "prometheus-node-exporter to serve");
            report.Note("prometheus-node-exporter, anonymous", Status(exporter.Id, "RssAnon"), "MB");
            report.Beside("nodeagent idle, resident", resident, "MB", "prometheus-node-exporter", Status(exporter.Id, "VmRSS"));
        }
        finally
        {
            exporter.Kill();
        }
    }

    private static double Status(int process, string field)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        string digits = new([.. line.Where(char.IsAsciiDigit)]);
        return long.Parse(digits, CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
