using System.Text;

namespace NodeAgent.Linux.Uevents;

/// <summary>A hot-plug message: <c>add@/devices/...</c>, then NUL-separated <c>KEY=value</c>.</summary>
/// <param name="Action"><c>add</c>, <c>remove</c>, <c>change</c>, <c>bind</c>, ...</param>
/// <param name="Path">Below /sys.</param>
/// <param name="Subsystem"><c>pci</c>, <c>net</c>, ...</param>
public readonly record struct Uevent(string Action, string Path, string Subsystem)
{
    /// <summary>Stands for messages that were lost.</summary>
    public static readonly Uevent Lost = new("lost", "", "");

    /// <summary>It may change the topology.</summary>
    public bool ConcernsTopology =>
        this == Lost || Subsystem is "pci" or "net" or "infiniband" or "cpu" or "memory" or "node" or "module" or "nvidia" or "drm";

    public static bool TryParse(ReadOnlySpan<byte> message, out Uevent uevent)
    {
        uevent = default;
        int end = message.IndexOf((byte)0);
        ReadOnlySpan<byte> head = end < 0 ? message : message[..end];
        int at = head.IndexOf((byte)'@');
        if (at < 1)
        {
            return false;
        }

        string subsystem = "";
        for (ReadOnlySpan<byte> rest = message[(end < 0 ? message.Length : end + 1)..]; !rest.IsEmpty;)
        {
            int next = rest.IndexOf((byte)0);
            ReadOnlySpan<byte> pair = next < 0 ? rest : rest[..next];
            if (pair.StartsWith("SUBSYSTEM="u8))
            {
                subsystem = Encoding.UTF8.GetString(pair["SUBSYSTEM=".Length..]);
            }

            rest = next < 0 ? [] : rest[(next + 1)..];
        }

        uevent = new Uevent(Encoding.UTF8.GetString(head[..at]), Encoding.UTF8.GetString(head[(at + 1)..]), subsystem);
        return true;
    }
}
