using System.Text;

namespace NodeAgent.SystemTests.Guest;

/// <summary>What a script in the guest left.</summary>
internal sealed record GuestResult(int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);
}
