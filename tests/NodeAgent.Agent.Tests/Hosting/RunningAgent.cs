using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodeAgent.Agent.Hosting;
using NodeAgent.Linux.Nvml;
using NodeAgent.Testing;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Agent.Tests.Hosting;

/// <summary>The agent in this process, on a machine that a test describes, with clients for its port and its socket.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly LocalSocket _socket;
    private readonly WebApplication _app;

    private RunningAgent(TestMachine machine, NvmlOptions? nvml, TimeSpan rescanInterval)
    {
        Root = machine.WriteSysfs(_directory.Combine("root"));
        SocketPath = _directory.Combine("run", "agent.sock");
        _socket = LocalSocket.Prepare(SocketPath);
        _app = AgentHost.Build(
            new AgentOptions
            {
                Root = Root,
                Nvml = nvml,
                Listen = new IPEndPoint(IPAddress.Loopback, 0),
                Socket = SocketPath,
                RescanInterval = rescanInterval,
            },
            _socket);
        Port = new HttpClient();
        Socket = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://localhost") };
    }

    public string Root { get; }

    public string SocketPath { get; }

    public HttpClient Port { get; }

    public HttpClient Socket { get; }

    public static async Task<RunningAgent> StartAsync(TestMachine? machine = null, NvmlOptions? nvml = null, TimeSpan? rescanInterval = null)
    {
        var agent = new RunningAgent(machine ?? KnownMachines.Hgx(), nvml, rescanInterval ?? TimeSpan.FromHours(1));
        await agent._app.StartAsync();
        agent._socket.Restrict();
        string address = agent._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .First(a => a.StartsWith("http://127", StringComparison.Ordinal));
        agent.Port.BaseAddress = new Uri(address);
        return agent;
    }

    public async ValueTask DisposeAsync()
    {
        Port.Dispose();
        Socket.Dispose();
        await _app.DisposeAsync();
        _socket.Dispose();
        _directory.Dispose();
    }
}
