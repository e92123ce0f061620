namespace NodeAgent.Linux.Files;

/// <summary>
/// The files of a node, below any root: the live one, a tree unpacked somewhere, or a record. Paths are relative to the
/// root, without a leading slash. Nothing here throws for what a file does; the errno tells.
/// </summary>
public interface INodeFiles
{
    /// <summary>The most that a text file may hold; kernel attributes hold a page at most.</summary>
    const int MaxBytes = 64 * 1024;

    /// <summary>Reads a whole text file. EFBIG when it holds more than <see cref="MaxBytes"/>.</summary>
    FileText ReadText(string path);

    /// <summary>Reads the beginning of a file that may be long, such as /proc/cpuinfo.</summary>
    FileText ReadHead(string path);

    LinkTarget ReadLink(string path);

    DirectoryNames List(string path);

    /// <summary>
    /// A directory from which several files are to be read, which is then looked up once. Never fails: what is wrong with
    /// it, its files tell.
    /// </summary>
    INodeDirectory OpenDirectory(string path) => new PrefixDirectory(this, path);
}

/// <summary>Files by name in one directory.</summary>
public interface INodeDirectory : IDisposable
{
    FileText ReadText(string name);

    LinkTarget ReadLink(string name);
}

/// <summary>A directory by the prefix of its path.</summary>
internal sealed class PrefixDirectory(INodeFiles files, string path) : INodeDirectory
{
    public FileText ReadText(string name) => files.ReadText($"{path}/{name}");

    public LinkTarget ReadLink(string name) => files.ReadLink($"{path}/{name}");

    public void Dispose()
    {
        // Holds nothing.
    }
}
