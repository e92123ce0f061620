namespace NodeAgent.Core.Topology;

/// <summary>Input that cannot be used at all. Programs print the message as one line and exit with 2.</summary>
public sealed class BadInputException : Exception
{
    public BadInputException(string path, string reason, Exception? inner = null)
        : base($"{path}: {OneLine(reason)}", inner)
    {
        Path = path;
    }

    /// <summary>The file or directory at fault.</summary>
    public string Path { get; }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
