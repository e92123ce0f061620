using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NodeAgent.Core.Topology;
using NodeAgent.Linux.Interop;

namespace NodeAgent.Linux.Files;

/// <summary>Reads <c>struct linux_dirent64</c>: u64 inode, s64 offset, u16 record length, u8 type, name and NUL.</summary>
internal static class DirectoryReader
{
    private const int LengthOffset = 16;
    private const int NameOffset = 19;

    /// <summary>More entries than this in one directory of sysfs is no sysfs.</summary>
    private const int MaxNames = 100_000;

    public static Errno ReadNames(SafeFileHandle directory, List<string> names)
    {
        Span<byte> buffer = stackalloc byte[8192];
        while (true)
        {
            nint length = LibC.GetDents64(directory, buffer, buffer.Length);
            if (length < 0)
            {
                return (Errno)Marshal.GetLastPInvokeError();
            }

            if (length == 0)
            {
                return Errno.None;
            }

            for (Span<byte> rest = buffer[..(int)length]; !rest.IsEmpty;)
            {
                Span<byte> record = rest[..BinaryPrimitives.ReadUInt16LittleEndian(rest[LengthOffset..])];
                Span<byte> name = record[NameOffset..];
                name = name[..name.IndexOf((byte)0)];
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                {
                    names.Add(Encoding.UTF8.GetString(name));
                }

                rest = rest[record.Length..];
            }

            if (names.Count > MaxNames)
            {
                return Errno.EFBIG;
            }
        }
    }
}
