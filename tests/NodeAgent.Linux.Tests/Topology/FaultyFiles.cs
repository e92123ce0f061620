using NodeAgent.Core.Topology;
using NodeAgent.Linux.Files;

namespace NodeAgent.Linux.Tests.Topology;

/// <summary>A tree in which chosen files fail as real ones do: EINVAL of a restricted function, EACCES, a device that goes away.</summary>
internal sealed class FaultyFiles(INodeFiles inner) : INodeFiles
{
    private readonly Dictionary<string, Errno> _faults = [];
    private readonly Dictionary<string, string> _texts = [];

    /// <summary>Makes every path that ends so fail.</summary>
    public FaultyFiles Fail(string suffix, Errno errno)
    {
        _faults[suffix] = errno;
        return this;
    }

    public FaultyFiles Say(string suffix, string text)
    {
        _texts[suffix] = text;
        return this;
    }

    /// <summary>From now on everything of this device is gone, its directory too.</summary>
    public FaultyFiles Vanish(string device)
    {
        Gone = device;
        return this;
    }

    private string? Gone { get; set; }

    public FileText ReadText(string path) => FaultOf(path) is { } errno ? FileText.Failed(errno)
        : _texts.FirstOrDefault(t => path.EndsWith(t.Key, StringComparison.Ordinal)).Value is { } text ? new FileText(text, Errno.None)
        : inner.ReadText(path);

    public FileText ReadHead(string path) => ReadText(path);

    public LinkTarget ReadLink(string path) => FaultOf(path) is { } errno ? new LinkTarget(null, errno) : inner.ReadLink(path);

    public DirectoryNames List(string path) => FaultOf(path) is { } errno ? new DirectoryNames(null, errno) : inner.List(path);

    private Errno? FaultOf(string path)
    {
        if (Gone is not null && path.Contains($"/{Gone}", StringComparison.Ordinal))
        {
            return Errno.ENOENT;
        }

        foreach ((string suffix, Errno errno) in _faults)
        {
            if (path.EndsWith(suffix, StringComparison.Ordinal))
            {
                return errno;
            }
        }

        return null;
    }
}
