using System.Globalization;
using NodeAgent.SystemTests.Expected;

namespace NodeAgent.SystemTests.Guest;

/// <summary>The agent as a process of the guest.</summary>
internal sealed class AgentInGuest(VirtualMachine guest, CancellationToken cancellationToken)
{
    /// <summary>Emulated, Kestrel alone takes about ten seconds to start.</summary>
    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_noticeLimit = TimeSpan.FromSeconds(20);

    /// <summary>Starts it where it is not running, and waits until it has read everything, NVML too.</summary>
    public Task EnsureRunningAsync() => guest.Shell.ReadAsync(
        $$"""
        if ! pidof nodeagent > /dev/null; then
            rm -f /run/agent.code
            setsid sh -c '{{Programs.Agent}} > /run/agent.out 2> /run/agent.log; echo $? > /run/agent.code' > /dev/null 2>&1 &
        fi
        until {{TopologyHas("\"status\":\"ok\"")}}; do
            if [ -e /run/agent.code ]; then cat /run/agent.log >&2; exit 1; fi
            usleep 100000
        done
        """,
        cancellationToken,
        s_startLimit);

    public Task<string> GetAsync(string path) =>
        guest.Shell.ReadTextAsync($"wget -q -O - http://{Programs.AgentAddress}{path}", cancellationToken);

    public async Task<TopologyDocument> TopologyAsync() => TopologyDocument.Parse(
        await guest.Shell.ReadAsync($"wget -q -O - http://{Programs.AgentAddress}/topology.json", cancellationToken));

    /// <summary>Seconds from before the act until the agent no longer shows anything at an address.</summary>
    public Task<double> UntilGoneAsync(string address, Func<Task> act) => MeasureAsync(
        $"fetch && ! grep -q '{address}' /tmp/topology", act);

    /// <summary>Seconds from before the act until the agent shows a NIC with its network device at an address.</summary>
    public Task<double> UntilThereAsync(string address, Func<Task> act) => MeasureAsync(
        TopologyHas($"\"netdev\":\"[^}}]*\"pciBusId\":\"{address}\""), act);

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public async Task<(double Seconds, int ExitCode)> TerminateAsync()
    {
        string[] answer = (await guest.Shell.ReadTextAsync(
            """
            read started rest < /proc/uptime
            kill -TERM $(pidof nodeagent)
            until [ -s /run/agent.code ]; do usleep 10000; done
            read ended rest < /proc/uptime
            echo $started $ended $(cat /run/agent.code)
            """,
            cancellationToken)).Split(' ');
        return (GuestShell.ParseUptime(answer[1]) - GuestShell.ParseUptime(answer[0]), int.Parse(answer[2], CultureInfo.InvariantCulture));
    }

    /// <summary>The log, which must have nothing worse than information.</summary>
    public async Task<string> ReadQuietLogAsync()
    {
        string log = await guest.Shell.ReadTextAsync("cat /run/agent.log", cancellationToken);
        Assert.All(log.Split('\n'), line => Assert.Contains(" info: ", line, StringComparison.Ordinal));
        return log;
    }

    // The guest looks at its own clock when it sees the change, so the way to the host does not count; the way to the
    // guest before the act does. It looks only now and then, and after the agent: looking must not hold up what is seen.
    private async Task<double> MeasureAsync(string condition, Func<Task> act)
    {
        Task<string> watching = guest.Shell.ReadTextAsync(
            $$"""
            fetch() { wget -q -O /tmp/topology http://{{Programs.AgentAddress}}/topology.json; }
            renice -n 10 $$
            until {{condition}}; do usleep 50000; done
            read seen rest < /proc/uptime
            echo $seen
            """,
            cancellationToken,
            s_noticeLimit);
        double started = await guest.OtherShell.UptimeAsync(cancellationToken);
        await act();
        return GuestShell.ParseUptime(await watching) - started;
    }

    private static string TopologyHas(string pattern) =>
        $"wget -q -O - http://{Programs.AgentAddress}/topology.json 2> /dev/null | tr -d ' \\n' | grep -q '{pattern}'";
}
