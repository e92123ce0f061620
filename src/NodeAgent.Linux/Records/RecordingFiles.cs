using NodeAgent.Core.Topology;
using NodeAgent.Linux.Files;

namespace NodeAgent.Linux.Records;

/// <summary>Passes reads on, and keeps what each of them answered: the recording of a node.</summary>
public sealed class RecordingFiles(INodeFiles inner) : INodeFiles
{
    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, string> _links = [];
    private readonly Dictionary<string, Errno> _errors = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _directories = [];

    public FileText ReadText(string path) => Keep(path, inner.ReadText(path));

    public FileText ReadHead(string path) => Keep(path, inner.ReadHead(path));

    public LinkTarget ReadLink(string path)
    {
        LinkTarget link = inner.ReadLink(path);
        if (link.Target is { } target)
        {
            _links[path] = target;
        }
        else if (link.Errno != Errno.ENOENT)
        {
            _errors.TryAdd(path, link.Errno);
        }

        return link;
    }

    public DirectoryNames List(string path)
    {
        DirectoryNames names = inner.List(path);
        if (names.Names is { } list)
        {
            _directories[path] = list;
        }
        else if (names.Errno != Errno.ENOENT)
        {
            _errors[path] = names.Errno;
        }

        return names;
    }

    /// <summary>Everything read so far.</summary>
    public FileRecord ToRecord() => new(
        Canonical(_files),
        _links.ToDictionary(l => RecordPath.Canonical(l.Key, _links, followLast: false) ?? l.Key, l => l.Value),
        Canonical(_directories),
        Canonical(_errors));

    private Dictionary<string, T> Canonical<T>(Dictionary<string, T> byPath)
    {
        var canonical = new Dictionary<string, T>(byPath.Count);
        foreach ((string path, T value) in byPath)
        {
            canonical.TryAdd(RecordPath.Canonical(path, _links, followLast: true) ?? path, value);
        }

        return canonical;
    }

    private FileText Keep(string path, FileText read)
    {
        if (read.Text is { } text)
        {
            _files[path] = text;
        }
        else if (read.Errno != Errno.ENOENT)
        {
            _errors[path] = read.Errno;
        }

        return read;
    }
}
