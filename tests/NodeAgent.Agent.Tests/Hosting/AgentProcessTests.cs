using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NodeAgent.Testing;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Agent.Tests.Hosting;

/// <summary>The published program, as an operator starts it.</summary>
public sealed class AgentProcessTests : IDisposable
{
    private const int SigTerm = 15;
    private readonly TempDirectory _directory = new();
    private readonly string _root;

    public AgentProcessTests() => _root = KnownMachines.Hgx().WriteSysfs(_directory.Combine("root"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_prints_the_topology_serves_and_ends_on_SIGTERM_within_two_seconds()
    {
        int port = FreePort();
        using Process agent = Start($"127.0.0.1:{port}");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Wait.UntilAsync(() => IsServedAsync(client), "the agent to serve");

        // A scrape that hangs must not hold the end up.
        using Socket idle = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await idle.ConnectAsync(IPAddress.Loopback, port);
        await idle.SendAsync("GET /metrics HTTP/1.1\r\nHost: x\r\n"u8.ToArray());

        long asked = Stopwatch.GetTimestamp();
        await Shell.RunAsync("kill", [$"-{SigTerm}", $"{agent.Id}"]);
        await agent.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal(0, agent.ExitCode);
        SmiMatrix printed = SmiMatrix.Parse(await agent.StandardOutput.ReadToEndAsync());
        Assert.Equal(20, printed.Columns.Count);
        Assert.False(File.Exists(_directory.Combine("agent.sock")));
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_exit_code_1()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        (int code, string error) = await RunAsync("--listen", listener.LocalEndpoint.ToString()!, "--root", _root);
        Assert.Equal(1, code);
        Assert.Matches("^nodeagent: cannot listen on 127.0.0.1:\\d+: .*--listen\n$", error);
    }

    [Theory]
    [InlineData("--root", "/nowhere", "nodeagent: /nowhere: no such directory\n")]
    [InlineData("--rescan-interval", "often", "nodeagent: --rescan-interval: 'often' is not a duration such as 500ms, 30s or 5m (at most 24h) (see nodeagent --help)\n")]
    [InlineData("--listen", "9400", "nodeagent: --listen: '9400' is not an address and port such as 127.0.0.1:9400 (see nodeagent --help)\n")]
    [InlineData("--log-format", "xml", "nodeagent: --log-format: 'xml' is neither text nor json (see nodeagent --help)\n")]
    public async Task A_wrong_option_is_one_line_and_exit_code_2(string option, string value, string expected)
    {
        (int code, string error) = await RunAsync(option, value);
        Assert.Equal((2, expected), (code, error));
    }

    private static async Task<bool> IsServedAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync("/readyz")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        ShellResult result = await Shell.RunAsync(Repository.Published("nodeagent"), [.. arguments, "--socket", _directory.Combine("agent.sock"), "--nvml", "none"]);
        return (result.ExitCode, result.Error);
    }

    private Process Start(string listen) => Process.Start(new ProcessStartInfo(
        Repository.Published("nodeagent"),
        ["--root", _root, "--nvml", "none", "--listen", listen, "--socket", _directory.Combine("agent.sock")])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
