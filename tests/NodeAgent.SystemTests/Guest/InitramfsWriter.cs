using System.Globalization;
using System.Text;

namespace NodeAgent.SystemTests.Guest;

/// <summary>Writes a cpio archive in the "newc" form, which the kernel unpacks into its first file system.</summary>
internal sealed class InitramfsWriter(Stream output) : IDisposable
{
    private const int Directory = 0x41ed; // 040755
    private const int Executable = 0x81ed; // 0100755
    private const int SymbolicLink = 0xa1ff; // 0120777

    private readonly HashSet<string> _directories = [];
    private readonly HashSet<string> _files = [];
    private int _inode;

    /// <summary>Directories above come by themselves. The second file of the same name is left out.</summary>
    public void AddFile(string path, ReadOnlySpan<byte> content)
    {
        if (_files.Add(path))
        {
            AddDirectory(Path.GetDirectoryName(path)!);
            Write(path, Executable, content);
        }
    }

    public void AddLink(string path, string target) => Write(path, SymbolicLink, Encoding.UTF8.GetBytes(target));

    public void AddDirectory(string path)
    {
        if (path != "/" && _directories.Add(path))
        {
            AddDirectory(Path.GetDirectoryName(path)!);
            Write(path, Directory, []);
        }
    }

    public void Dispose()
    {
        Write("/TRAILER!!!", 0, []);
        output.Dispose();
    }

    private void Write(string path, int mode, ReadOnlySpan<byte> content)
    {
        byte[] name = Encoding.UTF8.GetBytes(path[1..] + "\0");
        // ino, mode, uid, gid, nlink, mtime, filesize, device and rdev (two numbers each), namesize, check.
        int[] numbers = [++_inode, mode, 0, 0, 1, 0, content.Length, 0, 0, 0, 0, name.Length, 0];
        var header = new StringBuilder("070701");
        foreach (int number in numbers)
        {
            header.Append(number.ToString("X8", CultureInfo.InvariantCulture));
        }

        output.Write(Encoding.ASCII.GetBytes(header.ToString()));
        output.Write(name);
        Pad(header.Length + name.Length);
        output.Write(content);
        Pad(content.Length);
    }

    private void Pad(int length) => output.Write(stackalloc byte[-length & 3]);
}
