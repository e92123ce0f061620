using Xunit;

namespace NodeAgent.Testing;

/// <summary>
/// A copy of the fake library in a folder of its own, with its scenario beside it: each copy has its own state, as if it
/// were another machine.
/// </summary>
public sealed class FakeNvml : IDisposable
{
    private readonly TempDirectory _directory = new();
    private string _scenario;

    public FakeNvml(string scenario, bool old = false)
    {
        Library = _directory.Combine("libnvidia-ml.so.1");
        File.Copy(old ? Repository.OldNvmlLibrary : Repository.NvmlLibrary, Library);
        _scenario = File.ReadAllText(Repository.Scenario(scenario));
        // The descriptors that a real library keeps open.
        Directory.CreateDirectory(_directory.Combine("dev"));
        foreach (string device in (string[])["nvidiactl", .. Enumerable.Range(0, 8).Select(i => $"nvidia{i}")])
        {
            _directory.Write($"dev/{device}", "");
        }

        _scenario = _scenario.Replace("[driver]", $"[driver]\ndevice_dir = {_directory.Combine("dev")}", StringComparison.Ordinal);
        Write();
    }

    public string Library { get; }

    /// <summary>Descriptors of this process on the devices of this machine.</summary>
    public int OpenDescriptors => CountDescriptors("self");

    /// <summary>Descriptors of another process on the devices of this machine.</summary>
    public int CountDescriptors(string processId) => Directory.GetFiles($"/proc/{processId}/fd").Count(
        fd => new FileInfo(fd).LinkTarget?.StartsWith(_directory.Combine("dev", "nvidia"), StringComparison.Ordinal) == true);

    /// <summary>Changes what the driver does from its next call on.</summary>
    public void Append(string text)
    {
        _scenario += "\n" + text + "\n";
        Write();
    }

    public void Replace(string old, string with)
    {
        Assert.Contains(old, _scenario, StringComparison.Ordinal);
        _scenario = _scenario.Replace(old, with, StringComparison.Ordinal);
        Write();
    }

    public void Dispose() => _directory.Dispose();

    private void Write()
    {
        string next = _directory.Write("scenario.next", _scenario);
        File.Move(next, _directory.Combine("scenario.ini"), overwrite: true);
    }
}
