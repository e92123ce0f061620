using NodeAgent.Bench;
using NodeAgent.Bench.Topology;

var report = new Report();
using (var machines = await BenchMachines.PrepareAsync())
{
    await ReadBench.RunAsync(report, machines);
    await ProcessBench.RunAsync(report, machines);
    await MemoryBench.RunAsync(report, machines);
}

report.Print(Console.Out);
return 0;
