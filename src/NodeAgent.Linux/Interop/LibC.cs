using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NodeAgent.Linux.Interop;

/// <summary>
/// The few libc calls for which .NET has no equal: those whose errno we need exactly, and those on netlink sockets.
/// Numbers are those of Linux on x86-64 and arm64.
/// </summary>
internal static partial class LibC
{
    public const int OpenReadOnly = 0x0;
    public const int OpenNonBlocking = 0x800;
    public const int OpenCloseOnExec = 0x80000;
    // O_DIRECTORY is one of the two flags whose value differs between the architectures.
    public static readonly int OpenDirectory = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;

    private const string Library = "libc";

    /// <summary>AT_FDCWD.</summary>
    public const int AtWorkingDirectory = -100;
    public const int OpenPath = 0x200000;

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    internal static partial SafeFileHandle OpenAt(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, int mode);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(SafeFileHandle file, Span<byte> buffer, nint count);

    [LibraryImport(Library, EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLinkAt(SafeFileHandle directory, ReadOnlySpan<byte> path, Span<byte> buffer, nint size);

    /// <summary>Fills the buffer with <c>struct linux_dirent64</c> records.</summary>
    [LibraryImport(Library, EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint GetDents64(SafeFileHandle directory, Span<byte> buffer, nint count);

    public const int AddressFamilyNetlink = 16;
    public const int SocketDatagram = 2;
    public const int SocketCloseOnExec = 0x80000;
    public const int NetlinkKobjectUevent = 15;

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(SafeHandle socket, in NetlinkAddress address, uint length);

    /// <summary>struct sockaddr_nl.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct NetlinkAddress
    {
        public ushort Family;
        public ushort Padding;
        public uint PortId;
        public uint Groups;
    }
}
