using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeAgent.Core.Topology;
using NodeAgent.Linux.Interop;

namespace NodeAgent.Linux.Uevents;

/// <summary>The kernel's hot-plug messages, from a netlink socket.</summary>
public sealed class UeventSocket : IDisposable
{
    /// <summary>Group 1 is the kernel's own; group 2 is what udev says later.</summary>
    private const uint KernelGroup = 1;

    private const int LargestMessage = 16 * 1024;

    private readonly Socket _socket;

    private UeventSocket(Socket socket) => _socket = socket;

    /// <summary>Null with the errno when this process may not listen.</summary>
    public static UeventSocket? TryOpen(out Errno errno)
    {
        int descriptor = LibC.Socket(
            LibC.AddressFamilyNetlink, LibC.SocketDatagram | LibC.SocketCloseOnExec, LibC.NetlinkKobjectUevent);
        if (descriptor < 0)
        {
            errno = (Errno)Marshal.GetLastPInvokeError();
            return null;
        }

        var handle = new SafeSocketHandle(descriptor, ownsHandle: true);
        var address = new LibC.NetlinkAddress { Family = LibC.AddressFamilyNetlink, Groups = KernelGroup };
        if (LibC.Bind(handle, address, (uint)Unsafe.SizeOf<LibC.NetlinkAddress>()) < 0)
        {
            errno = (Errno)Marshal.GetLastPInvokeError();
            handle.Dispose();
            return null;
        }

        errno = Errno.None;
        return new UeventSocket(new Socket(handle));
    }

    /// <summary>
    /// Waits for the next message. <see cref="Uevent.Lost"/> stands for messages that the kernel dropped because they
    /// came too fast.
    /// </summary>
    public async Task<Uevent> ReceiveAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[LargestMessage];
        while (true)
        {
            int length;
            try
            {
                length = await _socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, cancellationToken);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.NoBufferSpaceAvailable)
            {
                return Uevent.Lost;
            }

            if (Uevent.TryParse(buffer.AsSpan(0, length), out Uevent uevent))
            {
                return uevent;
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
