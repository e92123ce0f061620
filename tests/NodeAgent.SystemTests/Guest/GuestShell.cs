using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;

namespace NodeAgent.SystemTests.Guest;

/// <summary>Runs shell scripts in the guest, one after the other, over a serial port. init.sh is the other end.</summary>
internal sealed class GuestShell(Socket socket) : IAsyncDisposable
{
    private static readonly TimeSpan s_usualLimit = TimeSpan.FromSeconds(30);

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly PipeReader _reader = PipeReader.Create(new NetworkStream(socket, ownsSocket: false));
    private int _lastId;

    /// <summary>Runs a script; the guest kills it after <paramref name="limit"/>, so that the port is free again.</summary>
    public async Task<GuestResult> RunAsync(string script, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(script);
        string id = (++_lastId).ToString(CultureInfo.InvariantCulture);
        string head = string.Create(
            CultureInfo.InvariantCulture, $"RUN {id} {(int)(limit ?? s_usualLimit).TotalSeconds} {bytes.Length}\n");
        await _stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. bytes], cancellationToken);

        string[] answer = (await ReadLineAsync(cancellationToken)).Split(' ');
        if (answer is not ["DONE", var answered, var code, var outputLength, var errorLength] || answered != id)
        {
            throw new InvalidDataException($"the guest answered '{string.Join(' ', answer)}' to request {id}");
        }

        byte[] output = await ReadAsync(int.Parse(outputLength, CultureInfo.InvariantCulture), cancellationToken);
        byte[] error = await ReadAsync(int.Parse(errorLength, CultureInfo.InvariantCulture), cancellationToken);
        return new GuestResult(int.Parse(code, CultureInfo.InvariantCulture), output, Encoding.UTF8.GetString(error));
    }

    /// <summary>Runs a script that must succeed, and gives what it printed.</summary>
    public async Task<byte[]> ReadAsync(string script, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        GuestResult result = await RunAsync(script, cancellationToken, limit);
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode} of: {script}\nstdout: {result.Text}\nstderr: {result.Error}");
        return result.Output;
    }

    public async Task<string> ReadTextAsync(string script, CancellationToken cancellationToken, TimeSpan? limit = null) =>
        Encoding.UTF8.GetString(await ReadAsync(script, cancellationToken, limit)).TrimEnd('\n');

    /// <summary>Seconds since the guest's start: the clock that the tests measure with.</summary>
    public async Task<double> UptimeAsync(CancellationToken cancellationToken) => ParseUptime(
        await ReadTextAsync("cat /proc/uptime", cancellationToken));

    public static double ParseUptime(string text) => double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        await _stream.DisposeAsync();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await _reader.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                string line = Encoding.ASCII.GetString(read.Buffer.Slice(0, end));
                _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            EnsureOpen(read);
        }
    }

    private async Task<byte[]> ReadAsync(int length, CancellationToken cancellationToken)
    {
        if (length == 0)
        {
            // The reader would wait for the next answer.
            return [];
        }

        ReadResult read = await _reader.ReadAtLeastAsync(length, cancellationToken);
        if (read.Buffer.Length < length)
        {
            EnsureOpen(read);
        }

        byte[] bytes = read.Buffer.Slice(0, length).ToArray();
        _reader.AdvanceTo(read.Buffer.GetPosition(length));
        return bytes;
    }

    private static void EnsureOpen(ReadResult read)
    {
        if (read.IsCompleted)
        {
            throw new EndOfStreamException("the virtual machine is gone");
        }
    }
}
