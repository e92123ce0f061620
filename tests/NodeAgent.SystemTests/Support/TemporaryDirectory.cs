namespace NodeAgent.SystemTests.Support;

/// <summary>Gone at the end. The name is short: the path of a unix socket in it has 107 bytes at most.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("st-");

    public string this[string name] => Path.Combine(_directory.FullName, name);

    public void Dispose() => _directory.Delete(recursive: true);
}
