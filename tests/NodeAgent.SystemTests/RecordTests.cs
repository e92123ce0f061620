using System.Text;
using NodeAgent.SystemTests.Support;

namespace NodeAgent.SystemTests;

[Collection(SharedGuest.Name)]
public sealed class RecordTests(GuestFixture fixture)
{
    private readonly VirtualMachine _guest = fixture.Guest;

    [Fact]
    public async Task A_record_replayed_elsewhere_gives_the_topology_of_the_node()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        byte[] live = await fixture.TopologyAsync(deadline.Token);
        byte[] record = await _guest.Shell.ReadAsync(
            $"{Programs.Record("/tmp/record.tar.gz")} && cat /tmp/record.tar.gz", deadline.Token);
        string file = _guest.TemporaryFile("record.tar.gz");
        await File.WriteAllBytesAsync(file, record, deadline.Token);

        (int exitCode, string replayed, string error) = await HostProgram.RunAsync(
            Repository.Nodectl,
            ["topology", "--format", "json", "--from", $"record:{file}", "--device-rules", Programs.GpuRule],
            deadline.Token);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(Encoding.UTF8.GetString(live), replayed);
    }
}
