using System.Diagnostics;
using System.Net;
using NodeAgent.Linux.Nvml;
using NodeAgent.Testing;

namespace NodeAgent.Agent.Tests.Hosting;

public class ControlEndpointsTests
{
    [Fact]
    public async Task Release_leaves_no_nvidia_descriptor_within_two_seconds_and_acquire_brings_NVML_back()
    {
        using var fake = new FakeNvml("hgx-h100");
        await using RunningAgent agent = await StartWithNvmlAsync(fake);
        Assert.Equal(9, fake.OpenDescriptors);

        long started = Stopwatch.GetTimestamp();
        HttpResponseMessage answer = await agent.Socket.PostAsync("/nvml/release?hold=10m", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, fake.OpenDescriptors);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await Wait.UntilAsync(async () => (await agent.Port.GetStringAsync("/topology.json")).Contains("nvml/released", StringComparison.Ordinal), "the finding");
        Assert.Equal(0, fake.OpenDescriptors);

        (await agent.Socket.PostAsync("/nvml/acquire", null)).EnsureSuccessStatusCode();
        await Wait.UntilAsync(() => fake.OpenDescriptors == 9, "NVML to be opened again");
    }

    [Fact]
    public async Task A_hung_driver_neither_hangs_the_agent_nor_is_reported_released()
    {
        using var fake = new FakeNvml("hgx-h100");
        await using RunningAgent agent = await StartWithNvmlAsync(fake);
        fake.Append("[fault nvmlDeviceGetNvLinkState]\nhang = true");
        (await agent.Socket.PostAsync("/rescan", null)).EnsureSuccessStatusCode();
        await Wait.UntilAsync(async () => (await agent.Port.GetStringAsync("/topology.json")).Contains("nvml/hung", StringComparison.Ordinal), "the finding");
        Assert.Equal("ok\n", await agent.Port.GetStringAsync("/healthz"));
        // What was known before the hang is still shown.
        Assert.Contains("NVIDIA H100 80GB HBM3", await agent.Port.GetStringAsync("/topology.json"), StringComparison.Ordinal);

        HttpResponseMessage answer = await agent.Socket.PostAsync("/nvml/release", null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("nvmlDeviceGetNvLinkState", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        fake.Replace("hang = true", "delay_ms = 0");
        await Wait.UntilAsync(() => fake.OpenDescriptors == 0, "the descriptors to be closed as soon as the call returns");
    }

    [Fact]
    public async Task The_port_does_not_know_the_control_paths()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        foreach (string path in (string[])["/nvml/release", "/nvml/acquire", "/rescan"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await agent.Port.PostAsync(path, null)).StatusCode);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await agent.Socket.GetAsync(path)).StatusCode);
        }
    }

    [Fact]
    public async Task The_socket_is_for_its_user_only()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(agent.SocketPath));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(agent.SocketPath)!));
    }

    [Fact]
    public async Task A_hold_that_is_no_duration_is_refused()
    {
        using var fake = new FakeNvml("minimal");
        await using RunningAgent agent = await RunningAgent.StartAsync(nvml: new NvmlOptions { Libraries = [fake.Library] });
        HttpResponseMessage answer = await agent.Socket.PostAsync("/nvml/release?hold=soon", null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("'soon' is not a duration", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<RunningAgent> StartWithNvmlAsync(FakeNvml fake)
    {
        RunningAgent agent = await RunningAgent.StartAsync(nvml: new NvmlOptions { Libraries = [fake.Library], CallDeadline = TimeSpan.FromMilliseconds(300) });
        await Wait.UntilAsync(async () => (await agent.Port.GetStringAsync("/metrics")).Contains("node_agent_nvml_up 1", StringComparison.Ordinal), "NVML");
        return agent;
    }
}
