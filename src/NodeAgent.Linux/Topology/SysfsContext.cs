using System.Collections.Immutable;
using NodeAgent.Core.Topology;
using NodeAgent.Linux.Files;

namespace NodeAgent.Linux.Topology;

/// <summary>
/// One pass over a node's files: reads attributes, and turns each failure into a finding instead of an exception, so that
/// one bad device never hides the others.
/// </summary>
internal sealed class SysfsContext(INodeFiles files)
{
    private const int MaxQuoted = 40;

    private readonly ImmutableArray<Finding>.Builder _findings = ImmutableArray.CreateBuilder<Finding>();

    public INodeFiles Files { get; } = files;

    public ImmutableArray<Finding> Findings => _findings.ToImmutable();

    public delegate bool Parser<T>(ReadOnlySpan<char> text, out T value);

    /// <summary>Reads an attribute that may be absent: null then, and null with a finding when it cannot be used.</summary>
    public string? Text(string path, string subject)
    {
        FileText read = Files.ReadText(path);
        if (read.Text is null)
        {
            ReportErrno(path, subject, read.Errno);
        }

        return read.Text;
    }

    /// <summary>Reads and parses; false when absent, unreadable or malformed.</summary>
    public bool TryParse<T>(string path, string subject, Parser<T> parser, out T value)
    {
        value = default!;
        return Text(path, subject) is { } text && TryParseText(path, subject, text, parser, out value);
    }

    public bool TryParseText<T>(string path, string subject, string text, Parser<T> parser, out T value)
    {
        if (parser(text, out value))
        {
            return true;
        }

        Malformed(path, subject, text);
        return false;
    }

    public void Malformed(string path, string subject, string text) => _findings.Add(new Finding(
        FindingIds.MalformedFile, FindingSeverity.Error, subject, $"holds '{Quote(text)}', which is not what belongs there", path)
    { IsBadInput = true });

    /// <summary>An entry that is no link into /sys/devices: what is above the function cannot be known.</summary>
    public void PathUnknown(string path, string subject, LinkTarget link)
    {
        if (link.Errno == Errno.ELOOP)
        {
            ReportErrno(path, subject, link.Errno);
            return;
        }

        _findings.Add(new Finding(
            FindingIds.PciPathUnknown, FindingSeverity.Warning, subject, "its place in the PCI tree is not told", path));
    }

    /// <summary>Opens a directory of which several attributes are wanted.</summary>
    public SysfsDirectory Open(string path, string subject) => new(this, path, subject);

    /// <summary>The names in a directory that may be absent.</summary>
    public IReadOnlyList<string> List(string path, string subject)
    {
        DirectoryNames read = Files.List(path);
        if (read.Names is null)
        {
            ReportErrno(path, subject, read.Errno);
        }

        return read.Names ?? [];
    }

    public void Vanished(string path, string subject) => _findings.Add(new Finding(
        FindingIds.VanishedFile, FindingSeverity.Info, subject, "went away while it was read", path, nameof(Errno.ENOENT)));

    public void ReportErrno(string path, string subject, Errno errno)
    {
        switch (errno)
        {
            // An attribute that this kernel or this device does not have.
            case Errno.None or Errno.ENOENT or Errno.ENOTDIR:
                break;
            case Errno.ENODEV or Errno.ENXIO:
                _findings.Add(new Finding(
                    FindingIds.VanishedFile, FindingSeverity.Info, subject, "went away while it was read", path, Name(errno)));
                break;
            case Errno.EFBIG:
                _findings.Add(new Finding(
                    FindingIds.MalformedFile, FindingSeverity.Error, subject,
                    $"holds more than {INodeFiles.MaxBytes / 1024} KiB, which no attribute of the kernel does", path, Name(errno))
                { IsBadInput = true });
                break;
            case Errno.ELOOP:
                _findings.Add(new Finding(
                    FindingIds.MalformedFile, FindingSeverity.Error, subject, "symbolic links in a circle", path, Name(errno))
                { IsBadInput = true });
                break;
            default:
                _findings.Add(new Finding(
                    FindingIds.UnreadableFile, FindingSeverity.Warning, subject, "cannot be read; treated as unknown", path, Name(errno)));
                break;
        }
    }

    private static string Name(Errno errno) => Enum.IsDefined(errno) ? errno.ToString() : $"errno {(int)errno}";

    private static string Quote(string text)
    {
        string head = text.Length > MaxQuoted ? text[..MaxQuoted] + "..." : text;
        return string.Concat(head.TrimEnd().Select(c => char.IsControl(c) || c is '\uFFFD' ? '?' : c));
    }
}
