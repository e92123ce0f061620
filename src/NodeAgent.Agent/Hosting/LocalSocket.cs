using System.Net.Sockets;

namespace NodeAgent.Agent.Hosting;

/// <summary>The control socket: reachable by this user only, removed at the end.</summary>
internal sealed class LocalSocket : IDisposable
{
    private const UnixFileMode DirectoryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private LocalSocket(string? path) => Path = path;

    /// <summary>Null when there is to be none, or when it could not be made.</summary>
    public string? Path { get; }

    public static LocalSocket Prepare(string? path)
    {
        if (path is null)
        {
            return new LocalSocket(null);
        }

        try
        {
            // Made private before the socket exists, so that nobody can connect in between.
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, DirectoryMode);
            if (IsServed(path))
            {
                Console.Error.WriteLine($"nodeagent: {path} belongs to a running agent; going on without a control socket");
                return new LocalSocket(null);
            }

            File.Delete(path);
            return new LocalSocket(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"nodeagent: no control socket at {path}: {e.Message}");
            return new LocalSocket(null);
        }
    }

    public void Restrict()
    {
        if (Path is not null)
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public void Dispose()
    {
        if (Path is not null)
        {
            File.Delete(Path);
        }
    }

    private static bool IsServed(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            // Left behind by an agent that was killed.
            return false;
        }
    }
}
