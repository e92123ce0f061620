using System.CommandLine;

namespace NodeAgent.Shared;

/// <summary>What was wrong with a command line, as one line.</summary>
internal static class CommandErrors
{
    public static string Describe(string program, ParseResult parsed)
    {
        // "Required command was not provided" helps nobody who mistyped one.
        string message = (parsed.Errors.FirstOrDefault(e => parsed.UnmatchedTokens.Any(t => e.Message.Contains(t, StringComparison.Ordinal)))
            ?? parsed.Errors[0]).Message;
        string[] words = message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return $"{program}: {string.Join(' ', words)} (see {program} --help)";
    }
}
