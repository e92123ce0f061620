using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using NodeAgent.Linux.Nvml;
using NodeAgent.Testing;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Agent.Tests.Hosting;

public class AgentEndpointsTests
{
    [Fact]
    public async Task All_documents_are_served()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        Assert.Equal("ok\n", await agent.Port.GetStringAsync("/healthz"));
        Assert.Equal("ok\n", await agent.Port.GetStringAsync("/readyz"));
        Assert.Contains("/topology.json", await agent.Port.GetStringAsync("/"), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(await agent.Port.GetStringAsync("/topology.json"));
        Assert.Equal(8, json.RootElement.GetProperty("gpus").GetArrayLength());
        Assert.Equal("svg", XElement.Parse(await agent.Port.GetStringAsync("/topology.svg")).Name.LocalName);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.Port.GetAsync("/nothing")).StatusCode);
    }

    [Fact]
    public async Task Metrics_pass_promtool_and_carry_what_on_call_asks_for()
    {
        using var fake = new FakeNvml("hgx-h100");
        await using RunningAgent agent = await RunningAgent.StartAsync(nvml: new NvmlOptions { Libraries = [fake.Library] });
        await Wait.UntilAsync(
            async () => (await agent.Port.GetStringAsync("/metrics")).Contains("node_agent_nvml_up 1", StringComparison.Ordinal), "NVML");
        string metrics = await agent.Port.GetStringAsync("/metrics");
        ShellResult promtool = await Shell.RunAsync("promtool", ["check", "metrics"], input: metrics);
        Assert.True(promtool.ExitCode == 0 && promtool.Error.Length == 0, promtool.Error + promtool.Output);
        Assert.Contains("node_agent_gpu_nvlinks_up{gpu=\"GPU0\",pci_bus_id=\"0000:1b:00.0\"} 18\n", metrics, StringComparison.Ordinal);
        Assert.Contains("node_agent_nic_port_up{nic=\"NIC0\",", metrics, StringComparison.Ordinal);
        Assert.Contains("node_agent_nic_port_rate_bytes_per_second{nic=\"NIC0\",pci_bus_id=\"0000:18:00.0\",port=\"1\",link_layer=\"InfiniBand\"} 50000000000\n", metrics, StringComparison.Ordinal);
        Assert.Contains("process_resident_memory_bytes ", metrics, StringComparison.Ordinal);
        Assert.Contains("node_agent_topology_read_duration_seconds_bucket{le=\"+Inf\"} ", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_goes_away_leaves_the_picture_and_the_metrics()
    {
        TestMachine machine = KnownMachines.Hgx();
        await using RunningAgent agent = await RunningAgent.StartAsync(machine);
        string gone = machine.Functions.First(f => f.Rdma == "mlx5_0").Address.ToString();
        Assert.Contains(gone, await agent.Port.GetStringAsync("/metrics"), StringComparison.Ordinal);

        File.Delete(Path.Combine(agent.Root, "sys/bus/pci/devices", gone));
        File.Delete(Path.Combine(agent.Root, "sys/class/infiniband/mlx5_0"));
        (await agent.Socket.PostAsync("/rescan", null)).EnsureSuccessStatusCode();
        await Wait.UntilAsync(
            async () => !(await agent.Port.GetStringAsync("/topology.json")).Contains($"\"pciBusId\": \"{gone}\"", StringComparison.Ordinal), "the NIC to go");
        Assert.DoesNotContain(gone, await agent.Port.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_event_everything_is_read_again_at_the_interval()
    {
        TestMachine machine = KnownMachines.Hgx();
        await using RunningAgent agent = await RunningAgent.StartAsync(machine, rescanInterval: TimeSpan.FromMilliseconds(50));
        Directory.Delete(Path.Combine(agent.Root, "sys/bus"), recursive: true);
        await Wait.UntilAsync(
            async () => !(await agent.Port.GetStringAsync("/topology.json")).Contains("GPU0", StringComparison.Ordinal), "the GPUs to go");
    }
}
