using Microsoft.Win32.SafeHandles;
using NodeAgent.Core.Topology;
using NodeAgent.Linux.Interop;

namespace NodeAgent.Linux.Files;

/// <summary>Files below a directory.</summary>
public sealed class NodeFiles : INodeFiles
{
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

    public FileText ReadText(string path) => FileReader.Read(directory: null, _root, path, headOnly: false);

    public FileText ReadHead(string path) => FileReader.Read(directory: null, _root, path, headOnly: true);

    public LinkTarget ReadLink(string path) => FileReader.ReadLink(directory: null, _root, path);

    public DirectoryNames List(string path)
    {
        using SafeFileHandle? directory = FileReader.Open(null, _root, path, LibC.OpenDirectory, out Errno errno);
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

    public INodeDirectory OpenDirectory(string path)
    {
        SafeFileHandle? directory = FileReader.Open(null, _root, path, LibC.OpenDirectory | LibC.OpenPath, out Errno _);
        // A directory that cannot be opened is asked file by file, so that each says its own errno.
        return directory is null ? new PrefixDirectory(this, path) : new OpenedDirectory(directory);
    }

    private sealed class OpenedDirectory(SafeFileHandle directory) : INodeDirectory
    {
        public FileText ReadText(string name) => FileReader.Read(directory, "", name, headOnly: false);

        public LinkTarget ReadLink(string name) => FileReader.ReadLink(directory, "", name);

        public void Dispose() => directory.Dispose();
    }
}
