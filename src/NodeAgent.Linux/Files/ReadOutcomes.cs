using NodeAgent.Core.Topology;

namespace NodeAgent.Linux.Files;

/// <summary>The text of a file, or why there is none.</summary>
public readonly record struct FileText(string? Text, Errno Errno)
{
    public static FileText Failed(Errno errno) => new(null, errno);
}

/// <summary>The target of a symbolic link, or why there is none.</summary>
public readonly record struct LinkTarget(string? Target, Errno Errno);

/// <summary>The names in a directory, sorted, or why there are none.</summary>
public readonly record struct DirectoryNames(IReadOnlyList<string>? Names, Errno Errno);
