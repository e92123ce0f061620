using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeAgent.SystemTests.Qemu;

/// <summary>The monitor of the virtual machine: JSON, a message a line. One caller at a time.</summary>
internal sealed class QmpClient : IDisposable
{
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;
    private readonly List<JsonElement> _events = [];

    private QmpClient(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream);
    }

    public static async Task<QmpClient> StartAsync(Socket socket, CancellationToken cancellationToken)
    {
        var client = new QmpClient(socket);
        await client.ReadAsync(cancellationToken); // the greeting
        await client.ExecuteAsync("qmp_capabilities", [], cancellationToken);
        return client;
    }

    public async Task<JsonElement> ExecuteAsync(
        string command, IEnumerable<(string Key, string Value)> arguments, CancellationToken cancellationToken)
    {
        var request = new JsonObject
        {
            ["execute"] = command,
            ["arguments"] = new JsonObject(arguments.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))),
        };
        await _stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request), cancellationToken);
        await _stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        while (true)
        {
            JsonElement message = await ReadAsync(cancellationToken);
            if (message.TryGetProperty("return", out JsonElement result))
            {
                return result;
            }

            if (message.TryGetProperty("error", out JsonElement error))
            {
                throw new InvalidOperationException($"qemu refused {command}: {error.GetProperty("desc").GetString()}");
            }

            // Events come between a command and its answer too.
            _events.Add(message);
        }
    }

    /// <summary>Waits until the guest has let go of a device and qemu has removed it; takes one that has come already.</summary>
    public async Task WaitDeletedAsync(string id, CancellationToken cancellationToken)
    {
        bool IsIt(JsonElement message) => message.GetProperty("event").GetString() == "DEVICE_DELETED"
            && message.GetProperty("data").TryGetProperty("device", out JsonElement device) && device.GetString() == id;
        while (_events.RemoveAll(IsIt) == 0)
        {
            _events.Add(await ReadAsync(cancellationToken));
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
    }

    private async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        string line = await _reader.ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException("qemu has closed its monitor");
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
