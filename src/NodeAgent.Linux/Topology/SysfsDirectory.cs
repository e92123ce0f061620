using NodeAgent.Linux.Files;

namespace NodeAgent.Linux.Topology;

/// <summary>The attributes of one device: as <see cref="SysfsContext"/>, with the directory looked up once.</summary>
internal sealed class SysfsDirectory(SysfsContext sysfs, string path, string subject) : IDisposable
{
    private readonly INodeDirectory _files = sysfs.Files.OpenDirectory(path);

    public string Path { get; } = path;

    public string Subject { get; } = subject;

    /// <summary>Reads an attribute without a word about failures.</summary>
    public string? Peek(string name) => _files.ReadText(name).Text;

    public LinkTarget ReadLink(string name) => _files.ReadLink(name);

    /// <summary>Reads and parses; false when absent, unreadable or malformed.</summary>
    public bool TryParse<T>(string name, SysfsContext.Parser<T> parser, out T value)
    {
        FileText read = _files.ReadText(name);
        if (read.Text is { } text)
        {
            return sysfs.TryParseText($"{Path}/{name}", Subject, text, parser, out value);
        }

        sysfs.ReportErrno($"{Path}/{name}", Subject, read.Errno);
        value = default!;
        return false;
    }

    public void Dispose() => _files.Dispose();
}
