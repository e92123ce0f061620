using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NodeAgent.Core.Topology;
using NodeAgent.Linux.Interop;

namespace NodeAgent.Linux.Files;

/// <summary>Reads one file or link, relative to a directory descriptor or to the working directory.</summary>
internal static class FileReader
{
    private const int PathBytes = 4096;
    private const int HeadBytes = 4096;
    private static readonly SafeFileHandle s_workingDirectory = new(LibC.AtWorkingDirectory, ownsHandle: false);

    // Nearly every attribute fits the buffer on the stack; the heap is asked only for the few that do not.
    [SkipLocalsInit]
    public static FileText Read(SafeFileHandle? directory, string root, string path, bool headOnly)
    {
        using SafeFileHandle? file = Open(directory, root, path, flags: 0, out Errno errno);
        if (file is null)
        {
            return FileText.Failed(errno);
        }

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

                if (length > INodeFiles.MaxBytes)
                {
                    return FileText.Failed(Errno.EFBIG);
                }

                byte[] larger = new byte[Math.Min(buffer.Length * 4, INodeFiles.MaxBytes + 1)];
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

            length += (int)read;
            // An attribute comes in one piece, and a file on disk too: less than was asked for is the end. Asking again
            // costs as much as a tenth of everything.
            if (length < buffer.Length)
            {
                break;
            }
        }

        // Some kernels count the terminating NUL of a bitmap into its length.
        return new FileText(Encoding.UTF8.GetString(buffer[..length].TrimEnd((byte)0)), Errno.None);
    }

    [SkipLocalsInit]
    public static LinkTarget ReadLink(SafeFileHandle? directory, string root, string path)
    {
        Span<byte> encoded = stackalloc byte[PathBytes];
        if (!TryEncode(root, path, ref encoded))
        {
            return new LinkTarget(null, Errno.ENAMETOOLONG);
        }

        Span<byte> target = stackalloc byte[PathBytes];
        nint length = LibC.ReadLinkAt(directory ?? s_workingDirectory, encoded, target, target.Length);
        return length < 0
            ? new LinkTarget(null, LastError())
            : new LinkTarget(Encoding.UTF8.GetString(target[..(int)length]), Errno.None);
    }

    // O_NONBLOCK: a FIFO in a tree that somebody sent us must not hang the reader.
    [SkipLocalsInit]
    public static SafeFileHandle? Open(SafeFileHandle? directory, string root, string path, int flags, out Errno errno)
    {
        Span<byte> encoded = stackalloc byte[PathBytes];
        errno = Errno.ENAMETOOLONG;
        if (!TryEncode(root, path, ref encoded))
        {
            return null;
        }

        SafeFileHandle file = LibC.OpenAt(
            directory ?? s_workingDirectory, encoded,
            flags | LibC.OpenReadOnly | LibC.OpenCloseOnExec | LibC.OpenNonBlocking, mode: 0);
        if (file.IsInvalid)
        {
            errno = LastError();
            file.Dispose();
            return null;
        }

        errno = Errno.None;
        return file;
    }

    private static bool TryEncode(string root, string path, ref Span<byte> encoded)
    {
        if (!Encoding.UTF8.TryGetBytes(root, encoded, out int rootBytes)
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
