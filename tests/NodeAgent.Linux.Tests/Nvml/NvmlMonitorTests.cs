using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Linux.Nvml;
using NodeAgent.Testing;

namespace NodeAgent.Linux.Tests.Nvml;

public class NvmlMonitorTests
{
    [Fact]
    public async Task An_HGX_is_read_whole()
    {
        NvmlSnapshot nvml = await ReadAsync("hgx-h100");
        Assert.Equal(NvmlStatus.Ok, nvml.Status);
        Assert.Equal("570.133.20", nvml.DriverVersion);
        Assert.Equal("12.8", nvml.CudaVersion);
        Assert.Equal(8, nvml.Gpus.Length);
        NvmlGpu gpu = nvml.Gpus[0];
        Assert.Equal("0000:1b:00.0", gpu.BusId);
        Assert.Equal("NVIDIA H100 80GB HBM3", gpu.Name);
        Assert.Matches("^GPU-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", gpu.Uuid);
        Assert.Equal("9.0", gpu.ComputeCapability);
        Assert.Equal(81559L << 20, gpu.MemoryBytes);
        Assert.Equal(new NvmlPcie(5, 16, 5, 16, 5), gpu.Pcie);
        Assert.Null(gpu.NumaNode);
        Assert.Equal(18, gpu.Links.Length);
        Assert.All(gpu.Links, l => Assert.Equal((true, 4, 2, 26562), (l.Active!.Value, l.Version!.Value, l.RemoteType!.Value, l.SpeedMBps!.Value)));
        Assert.Equal("completed", gpu.Fabric!.State);
        Assert.Equal(0x0AAu, gpu.Fabric.HealthMask);
        Assert.Empty(nvml.Failures);
    }

    [Fact]
    public async Task A_rack_scale_tray_is_read_whole()
    {
        NvmlSnapshot nvml = await ReadAsync("gb200-tray");
        Assert.Equal(["0008:06:00.0", "0009:06:00.0", "0018:06:00.0", "0019:06:00.0"], nvml.Gpus.Select(g => g.BusId));
        Assert.Equal([2, 10, 18, 26], nvml.Gpus.Select(g => g.NumaNode!.Value));
        Assert.All(nvml.Gpus, g => Assert.Equal(32766u, g.Fabric!.CliqueId));
        Assert.All(nvml.Gpus, g => Assert.NotEqual(Guid.Empty.ToString(), g.Fabric!.ClusterUuid));
        Assert.All(nvml.Gpus, g => Assert.True(g.C2c!.Enabled));
        Assert.All(nvml.Gpus.SelectMany(g => g.Links), l => Assert.Equal((5, "fffffff:ff:ff.0"), (l.Version!.Value, l.RemoteBusId)));
    }

    [Fact]
    public async Task Mig_partitions_are_read_with_their_profiles()
    {
        NvmlSnapshot nvml = await ReadAsync("mig-h100");
        Assert.True(nvml.Gpus[0].MigEnabled);
        Assert.Equal(3, nvml.Gpus[0].MigInstances.Length);
        Assert.All(nvml.Gpus[0].MigInstances, m => Assert.Matches(@"^\dg\.\d+gb", m.Profile));
        Assert.False(nvml.Gpus[1].MigEnabled);
    }

    [Fact]
    public async Task A_broken_machine_tells_what_it_can_of_every_gpu()
    {
        NvmlSnapshot nvml = await ReadAsync("broken", deadline: TimeSpan.FromSeconds(5));
        Assert.Equal(NvmlStatus.Ok, nvml.Status);
        Assert.All(nvml.Gpus.Single(g => g.Index == 1).Links, l => Assert.False(l.Active));
        Assert.Equal(3, nvml.Gpus.Single(g => g.Index == 2).Links.Count(l => l.Active == false));
        Assert.Contains(nvml.Failures, f => f.Error == "GPU_IS_LOST");
        Assert.Contains(nvml.Failures, f => f is { Function: "nvmlDeviceGetUUID", Error: "UNKNOWN" });
        NvmlGpu seven = nvml.Gpus.Single(g => g.Index == 7);
        Assert.Null(seven.Uuid);
        Assert.NotNull(seven.Name);
    }

    [Fact]
    public async Task A_driver_of_an_old_branch_lacks_symbols_and_is_read_without_them()
    {
        NvmlSnapshot nvml = await ReadAsync("hgx-h100", old: true);
        Assert.Equal(NvmlStatus.Ok, nvml.Status);
        Assert.Equal(8, nvml.Gpus.Length);
        Assert.All(nvml.Gpus, g => Assert.Null(g.Fabric));
        Assert.Empty(nvml.Failures);
    }

    [Theory]
    [InlineData("driver_not_loaded", NvmlStatus.DriverNotLoaded)]
    [InlineData("lib_rm_version_mismatch", NvmlStatus.VersionMismatch)]
    [InlineData("unknown", NvmlStatus.Failed)]
    public async Task What_initialisation_answers_is_a_state_not_an_exception(string error, NvmlStatus status)
    {
        using var fake = new FakeNvml("minimal");
        fake.Replace("[driver]", $"[driver]\ninit = {error}");
        using var monitor = new NvmlMonitor(fake.Options(), TimeProvider.System);
        NvmlSnapshot nvml = await ReadInTimeAsync(monitor);
        Assert.Equal(status, nvml.Status);
        Assert.NotNull(nvml.Message);
        Assert.Equal(0, fake.OpenDescriptors);
    }

    [Fact]
    public async Task No_library_is_a_state_not_an_exception()
    {
        using var monitor = new NvmlMonitor(new NvmlOptions { Libraries = ["/nowhere/libnvidia-ml.so.1"] }, TimeProvider.System);
        Assert.Equal(NvmlStatus.NotInstalled, (await ReadInTimeAsync(monitor)).Status);
    }

    [Fact]
    public async Task A_call_that_hangs_costs_its_deadline_and_leaves_the_last_answer_marked_stale()
    {
        using var fake = new FakeNvml("hgx-h100");
        using var monitor = new NvmlMonitor(fake.Options(), TimeProvider.System);
        await ReadInTimeAsync(monitor);
        fake.Append("[fault nvmlDeviceGetNvLinkState]\nhang = true");

        NvmlSnapshot hung = await ReadInTimeAsync(monitor);
        Assert.Equal(NvmlStatus.Hung, hung.Status);
        Assert.Contains("nvmlDeviceGetNvLinkState", hung.Message, StringComparison.Ordinal);
        Assert.True(hung.IsStale);
        Assert.Equal(8, hung.Gpus.Length);

        // Others do not queue behind it.
        Assert.Equal(NvmlStatus.Hung, (await ReadInTimeAsync(monitor)).Status);

        fake.Replace("hang = true", "delay_ms = 0");
        await Wait.UntilAsync(async () => (await ReadInTimeAsync(monitor)).Status == NvmlStatus.Ok, "the driver to answer again");
    }

    [Fact]
    public async Task Release_closes_every_descriptor_and_acquire_opens_again()
    {
        using var fake = new FakeNvml("hgx-h100");
        using var monitor = new NvmlMonitor(fake.Options(), TimeProvider.System);
        await ReadInTimeAsync(monitor);
        Assert.Equal(9, fake.OpenDescriptors);

        (bool released, _) = await monitor.ReleaseAsync(hold: null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(2));
        Assert.True(released);
        Assert.Equal(0, fake.OpenDescriptors);
        Assert.Equal(NvmlStatus.Released, (await ReadInTimeAsync(monitor)).Status);
        Assert.Equal(0, fake.OpenDescriptors);

        monitor.Acquire();
        Assert.Equal(NvmlStatus.Ok, (await ReadInTimeAsync(monitor)).Status);
        Assert.Equal(9, fake.OpenDescriptors);
    }

    [Fact]
    public async Task Release_under_a_hung_call_says_so_and_closes_when_it_returns()
    {
        using var fake = new FakeNvml("hgx-h100");
        using var monitor = new NvmlMonitor(fake.Options(), TimeProvider.System);
        await ReadInTimeAsync(monitor);
        fake.Append("[fault nvmlDeviceGetNvLinkState]\nhang = true");
        await ReadInTimeAsync(monitor);
        (bool released, string? reason) = await monitor.ReleaseAsync(hold: null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(2));
        Assert.False(released);
        Assert.Contains("nvmlDeviceGetNvLinkState", reason, StringComparison.Ordinal);
        fake.Replace("hang = true", "delay_ms = 0");
        await Wait.UntilAsync(() => fake.OpenDescriptors == 0, "the descriptors to be closed");
    }

    [Fact]
    public async Task A_driver_that_is_unloaded_under_us_is_a_state_and_closes_the_library()
    {
        using var fake = new FakeNvml("hgx-h100");
        using var monitor = new NvmlMonitor(fake.Options(), TimeProvider.System);
        await ReadInTimeAsync(monitor);
        fake.Append("[fault nvmlDeviceGetCount_v2]\nerror = driver_not_loaded");
        Assert.Equal(NvmlStatus.DriverNotLoaded, (await ReadInTimeAsync(monitor)).Status);
        Assert.Equal(0, fake.OpenDescriptors);
    }

    [Fact]
    public async Task A_gpu_that_is_lost_while_running_keeps_its_name()
    {
        using var fake = new FakeNvml("hgx-h100");
        using var monitor = new NvmlMonitor(fake.Options(), TimeProvider.System);
        await ReadInTimeAsync(monitor);
        fake.Append("[gpu 3]\nlost = true");
        NvmlSnapshot nvml = await ReadInTimeAsync(monitor);
        NvmlGpu lost = Assert.Single(nvml.Gpus, g => g.IsLost);
        Assert.Equal((3, "NVIDIA H100 80GB HBM3"), (lost.Index, lost.Name));
    }

    // A driver that hangs must fail a test, not hang it.
    private static Task<NvmlSnapshot> ReadInTimeAsync(NvmlMonitor monitor) =>
        monitor.ReadAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

    private static async Task<NvmlSnapshot> ReadAsync(string scenario, bool old = false, TimeSpan? deadline = null)
    {
        using var fake = new FakeNvml(scenario, old);
        using var monitor = new NvmlMonitor(fake.Options() with { CallDeadline = deadline ?? TimeSpan.FromSeconds(2) }, TimeProvider.System);
        return await ReadInTimeAsync(monitor);
    }
}
