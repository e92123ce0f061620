using System.CommandLine;
using NodeAgent;
using NodeAgent.Agent;
using NodeAgent.Agent.Hosting;
using NodeAgent.Core.Topology;

ParseResult parsed = AgentCommand.Create(AgentHost.RunAsync).Parse(args);
if (parsed.Errors.Count > 0)
{
    await Console.Error.WriteLineAsync($"nodeagent: {parsed.Errors[0].Message} (see nodeagent --help)");
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
