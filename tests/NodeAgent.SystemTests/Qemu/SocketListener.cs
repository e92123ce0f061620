using System.Net.Sockets;

namespace NodeAgent.SystemTests.Qemu;

/// <summary>A unix socket that waits for one connection.</summary>
internal sealed class SocketListener : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public SocketListener(string path)
    {
        Path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _socket.Listen(1);
    }

    public string Path { get; }

    public Task<Socket> AcceptAsync(CancellationToken cancellationToken) => _socket.AcceptAsync(cancellationToken).AsTask();

    public void Dispose() => _socket.Dispose();
}
