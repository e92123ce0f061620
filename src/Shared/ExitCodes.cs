namespace NodeAgent;

/// <summary>What the programs return to the shell.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The work could not be done.</summary>
    public const int Failed = 1;

    /// <summary>Wrong options or unusable input.</summary>
    public const int BadInput = 2;
}
