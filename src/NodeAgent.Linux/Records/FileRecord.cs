using NodeAgent.Core.Topology;
using NodeAgent.Linux.Files;

namespace NodeAgent.Linux.Records;

/// <summary>
/// The files of a node as they were once read: contents, links, directories, and errors where they failed. All paths are
/// canonical, so that a record unpacked by tar is a tree with the same links as the node had.
/// </summary>
/// <param name="Files">Path to text.</param>
/// <param name="Links">Path to target.</param>
/// <param name="Directories">Path to names, as listed.</param>
/// <param name="Errors">Path to errno, for reads that failed with something else than ENOENT.</param>
public sealed record FileRecord(
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, string> Links,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Directories,
    IReadOnlyDictionary<string, Errno> Errors) : INodeFiles
{
    private const int HeadCharacters = 4096;

    public FileText ReadText(string path)
    {
        string? canonical = RecordPath.Canonical(path, Links, followLast: true);
        return canonical is not null && Files.TryGetValue(canonical, out string? text)
            ? new FileText(text, Errno.None) : FileText.Failed(ErrorOf(canonical));
    }

    public FileText ReadHead(string path)
    {
        FileText read = ReadText(path);
        return read.Text is { Length: > HeadCharacters } text ? new FileText(text[..HeadCharacters], Errno.None) : read;
    }

    public LinkTarget ReadLink(string path)
    {
        string? canonical = RecordPath.Canonical(path, Links, followLast: false);
        return canonical is not null && Links.TryGetValue(canonical, out string? target)
            ? new LinkTarget(target, Errno.None)
            : new LinkTarget(null, canonical is not null && Directories.ContainsKey(canonical) ? Errno.EINVAL : ErrorOf(canonical));
    }

    public DirectoryNames List(string path)
    {
        string? canonical = RecordPath.Canonical(path, Links, followLast: true);
        return canonical is not null && Directories.TryGetValue(canonical, out IReadOnlyList<string>? names)
            ? new DirectoryNames(names, Errno.None) : new DirectoryNames(null, ErrorOf(canonical));
    }

    private Errno ErrorOf(string? canonical) =>
        canonical is null ? Errno.ELOOP : Errors.TryGetValue(canonical, out Errno errno) ? errno : Errno.ENOENT;
}
