using System.CommandLine;
using NodeAgent;
using NodeAgent.Core.Topology;
using NodeAgent.Ctl.Topology;
using NodeAgent.Shared;

var root = new RootCommand("Looks at GPU nodes and acts on them.") { TopologyCommand.Create(), RecordCommand.Create() };
ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    await Console.Error.WriteLineAsync(CommandErrors.Describe("nodectl", parsed));
    return ExitCodes.BadInput;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (BadInputException e)
{
    await Console.Error.WriteLineAsync($"nodectl: {e.Message}");
    return ExitCodes.BadInput;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"nodectl: {e.Message}");
    return ExitCodes.Failed;
}
