using NodeAgent.Linux.Uevents;

namespace NodeAgent.Linux.Tests.Uevents;

public class UeventTests
{
    [Fact]
    public void A_kernel_message_parses()
    {
        Assert.True(Uevent.TryParse("remove@/devices/pci0000:00/0000:01:00.0\0ACTION=remove\0DEVPATH=/devices/x\0SUBSYSTEM=pci\0SEQNUM=1\0"u8, out Uevent uevent));
        Assert.Equal(new Uevent("remove", "/devices/pci0000:00/0000:01:00.0", "pci"), uevent);
        Assert.True(uevent.ConcernsTopology);
    }

    [Fact]
    public void Other_subsystems_do_not_concern_us()
    {
        Assert.True(Uevent.TryParse("change@/devices/virtual/block/loop0\0SUBSYSTEM=block\0"u8, out Uevent uevent));
        Assert.False(uevent.ConcernsTopology);
    }

    [Fact]
    public void Lost_messages_concern_us() => Assert.True(Uevent.Lost.ConcernsTopology);

    [Fact]
    public void Messages_of_udev_and_garbage_are_refused()
    {
        Assert.False(Uevent.TryParse("libudev\0\xfe\xed"u8, out _));
        Assert.False(Uevent.TryParse(""u8, out _));
        Assert.False(Uevent.TryParse("@/devices\0"u8, out _));
    }

    [Fact]
    public async Task The_socket_opens_and_waits()
    {
        using UeventSocket? socket = UeventSocket.TryOpen(out _);
        Assert.NotNull(socket);
        using var cancellation = new CancellationTokenSource();
        Task<Uevent> receive = socket.ReceiveAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receive);
    }
}
