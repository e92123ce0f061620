using System.CommandLine;
using NodeAgent;
using NodeAgent.Agent;
using NodeAgent.Agent.Hosting;
using NodeAgent.Core.Topology;
using NodeAgent.Shared;

ParseResult parsed = AgentCommand.Create(AgentHost.RunAsync).Parse(args);
if (parsed.Errors.Count > 0)
{
    await Console.Error.WriteLineAsync(CommandErrors.Describe("nodeagent", parsed));
    return ExitCodes.BadInput;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (BadInputException e)
{
    await Console.Error.WriteLineAsync($"nodeagent: {e.Message}");
    return ExitCodes.BadInput;
}
