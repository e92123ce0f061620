using System.CommandLine;

namespace NodeAgent.Shared;

/// <summary>
/// A command-line option that also exists as an environment variable, under one name: <c>--rescan-interval</c> is
/// <c>NODEAGENT_RESCAN_INTERVAL</c>. The flag wins.
/// </summary>
internal sealed class EnvironmentOption<T>
{
    private readonly Func<string, T> _parse;
    private readonly string _variable;

    /// <param name="name">The flag.</param>
    /// <param name="valueName">What stands for the value in the help text.</param>
    /// <param name="description">What it does.</param>
    /// <param name="fallback">The value when neither is given.</param>
    /// <param name="parse">Text to value; throws FormatException with a message for the user.</param>
    public EnvironmentOption(string name, string valueName, string description, string fallback, Func<string, T> parse)
    {
        _parse = parse;
        _variable = "NODEAGENT_" + name.TrimStart('-').Replace('-', '_').ToUpperInvariant();
        Option = new Option<string>(name)
        {
            HelpName = valueName,
            Description = $"{description} [env: {_variable}]",
            DefaultValueFactory = _ => FromEnvironment ?? fallback,
        };
        Option.Validators.Add(result =>
        {
            try
            {
                parse(result.GetValueOrDefault<string>());
            }
            catch (FormatException e)
            {
                result.AddError($"{(result.Implicit ? _variable : name)}: {e.Message}");
            }
        });
    }

    public Option<string> Option { get; }

    public T Get(ParseResult parsed) => _parse(parsed.GetValue(Option)!);

    /// <summary>Somebody chose the value; it is not the fallback.</summary>
    public bool IsGiven(ParseResult parsed) => FromEnvironment is not null || parsed.GetResult(Option) is { Implicit: false };

    private string? FromEnvironment => Environment.GetEnvironmentVariable(_variable) is { Length: > 0 } value ? value : null;
}
