using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NodeAgent.Core.Topology;
using NodeAgent.Linux.Interop;

namespace NodeAgent.Linux.Files;

/// <summary>Files below a directory.</summary>
public sealed class NodeFiles : INodeFiles
{
    private const int PathBytes = 4096;
    private const int HeadBytes = 4096;

    private readonly string _root;

    /// <exception cref="BadInputException">The root is not the root of a machine's files.</exception>
    public NodeFiles(string root)
    {
        _root = root.TrimEnd('/') + "/";
        if (!Directory.Exists(root))
        {
            throw new BadInputException(root, File.Exists(root) ? "is a file, not a directory" : "no such directory");
        }

        if (!Directory.Exists(_root + "sys"))
        {
            throw new BadInputException(root, Directory.Exists(_root + "bus") && Directory.Exists(_root + "devices")
                ? "looks like a /sys: name the directory above it"
                : "has no directory 'sys': not the root of a machine's files");
        }
    }

    public FileText ReadText(string path) => Read(path, INodeFiles.MaxBytes, headOnly: false);

    public FileText ReadHead(string path) => Read(path, HeadBytes, headOnly: true);

    public LinkTarget ReadLink(string path)
    {
        Span<byte> encoded = stackalloc byte[PathBytes];
        if (!TryEncode(path, ref encoded))
        {
            return new LinkTarget(null, Errno.ENAMETOOLONG);
        }

        Span<byte> target = stackalloc byte[PathBytes];
        nint length = LibC.ReadLink(encoded, target, target.Length);
        return length < 0
            ? new LinkTarget(null, LastError())
            : new LinkTarget(Encoding.UTF8.GetString(target[..(int)length]), Errno.None);
    }

    public DirectoryNames List(string path)
    {
        using SafeFileHandle? directory = Open(path, LibC.OpenDirectory, out Errno errno);
        if (directory is null)
        {
            return new DirectoryNames(null, errno);
        }

        var names = new List<string>();
        errno = DirectoryReader.ReadNames(directory, names);
        if (errno != Errno.None)
        {
            return new DirectoryNames(null, errno);
        }

        names.Sort(StringComparer.Ordinal);
        return new DirectoryNames(names, Errno.None);
    }

    private FileText Read(string path, int limit, bool headOnly)
    {
        using SafeFileHandle? file = Open(path, flags: 0, out Errno errno);
        if (file is null)
        {
            return FileText.Failed(errno);
        }

        // Nearly every attribute fits here; the heap is asked only for the few that do not.
        Span<byte> buffer = stackalloc byte[HeadBytes];
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (headOnly)
                {
                    break;
                }

                if (length > limit)
                {
                    return FileText.Failed(Errno.EFBIG);
                }

                byte[] larger = new byte[Math.Min(buffer.Length * 4, limit + 1)];
                buffer.CopyTo(larger);
                buffer = larger;
            }

            nint read = LibC.Read(file, buffer[length..], buffer.Length - length);
            if (read < 0)
            {
                errno = LastError();
                if (errno == Errno.EINTR)
                {
                    continue;
                }

                return FileText.Failed(errno);
            }

            if (read == 0)
            {
                break;
            }

            length += (int)read;
        }

        // Some kernels count the terminating NUL of a bitmap into its length.
        return new FileText(Encoding.UTF8.GetString(buffer[..length].TrimEnd((byte)0)), Errno.None);
    }

    // O_NONBLOCK: a FIFO in a tree that somebody sent us must not hang the reader.
    private SafeFileHandle? Open(string path, int flags, out Errno errno)
    {
        Span<byte> encoded = stackalloc byte[PathBytes];
        errno = Errno.ENAMETOOLONG;
        if (!TryEncode(path, ref encoded))
        {
            return null;
        }

        SafeFileHandle file = LibC.Open(
            encoded, flags | LibC.OpenReadOnly | LibC.OpenCloseOnExec | LibC.OpenNonBlocking, mode: 0);
        if (file.IsInvalid)
        {
            errno = LastError();
            file.Dispose();
            return null;
        }

        errno = Errno.None;
        return file;
    }

    private bool TryEncode(string path, ref Span<byte> encoded)
    {
        if (!Encoding.UTF8.TryGetBytes(_root, encoded, out int rootBytes)
            || !Encoding.UTF8.TryGetBytes(path, encoded[rootBytes..], out int pathBytes)
            || rootBytes + pathBytes >= encoded.Length)
        {
            return false;
        }

        encoded[rootBytes + pathBytes] = 0;
        encoded = encoded[..(rootBytes + pathBytes + 1)];
        return true;
    }

    private static Errno LastError() => (Errno)Marshal.GetLastPInvokeError();
}
