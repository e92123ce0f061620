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
        value = default!;
        if (read.Text is { } text && parser(text, out value))
        {
            return true;
        }

        // The path is put together only when there is something to say of it.
        if (read.Text is null)
        {
            sysfs.ReportErrno($"{Path}/{name}", Subject, read.Errno);
        }
        else
        {
            sysfs.Malformed($"{Path}/{name}", Subject, read.Text);
        }

        return false;
    }

    public void Dispose() => _files.Dispose();
}
