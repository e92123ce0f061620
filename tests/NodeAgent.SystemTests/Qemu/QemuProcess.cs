using System.Diagnostics;
using NodeAgent.SystemTests.Support;

namespace NodeAgent.SystemTests.Qemu;

/// <summary>A running qemu. It ends with this object, or with this process if that dies first.</summary>
internal sealed class QemuProcess : IDisposable
{
    private readonly Process _process;
    private readonly Thread _parent;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private QemuProcess(IEnumerable<string> arguments, string log)
    {
        // qemu's own words go to a file: nobody has to empty a pipe while it runs.
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("setpriv",
            [
                "--pdeathsig", "KILL",
                "sh", "-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1 < /dev/null", "sh", log,
                Repository.FindProgram("qemu-system-x86_64")!, .. arguments,
            ]),
        };
        // The signal comes at the death of the thread that started the process, so that thread stays.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _parent = new Thread(() => Parent(started)) { IsBackground = true, Name = "parent of qemu" };
        _parent.Start();
        Started = started.Task;
    }

    /// <summary>Completed when the process has ended, whoever ended it.</summary>
    public Task Exited => _exited.Task;

    private Task Started { get; }

    public static async Task<QemuProcess> StartAsync(IEnumerable<string> arguments, string log)
    {
        var qemu = new QemuProcess(arguments, log);
        await qemu.Started;
        return qemu;
    }

    public void Dispose()
    {
        _process.Kill();
        _parent.Join();
        _process.Dispose();
    }

    private void Parent(TaskCompletionSource started)
    {
        try
        {
            _process.Start();
            started.SetResult();
        }
        catch (Exception e)
        {
            started.SetException(e);
            return;
        }

        _process.WaitForExit();
        _exited.SetResult();
    }
}
