using System.Text;

namespace NodeAgent.SystemTests.Guest;

/// <summary>The modules of an unpacked kernel package: which files, in which order.</summary>
internal sealed class KernelModules
{
    private readonly Dictionary<string, string> _files;
    private readonly HashSet<string> _builtIn;

    /// <param name="kernel">Holds boot and lib/modules.</param>
    public KernelModules(string kernel)
    {
        string directory = Directory.GetDirectories(Path.Combine(kernel, "lib", "modules")).Single();
        _files = Directory.EnumerateFiles(directory, "*.ko", SearchOption.AllDirectories).ToDictionary(NameOf);
        _builtIn = [.. File.ReadLines(Path.Combine(directory, "modules.builtin")).Select(NameOf)];
    }

    /// <summary>The files of these modules and of all that they need, each after those that it needs.</summary>
    public IReadOnlyList<string> InLoadOrder(params string[] names)
    {
        var order = new List<string>();
        foreach (string name in names)
        {
            Add(name, order);
        }

        return order;
    }

    private void Add(string name, List<string> order)
    {
        if (_builtIn.Contains(name))
        {
            return;
        }

        if (!_files.TryGetValue(name, out string? file))
        {
            throw new InvalidOperationException($"the guest's kernel has no module {name}");
        }

        if (order.Contains(file))
        {
            return;
        }

        foreach (string needed in DependenciesOf(file))
        {
            Add(needed, order);
        }

        order.Add(file);
    }

    // The package has no modules.dep (depmod runs at installation); the module itself says the same, as
    // "depends=a,b" between two NULs.
    private static string[] DependenciesOf(string file)
    {
        ReadOnlySpan<byte> content = File.ReadAllBytes(file);
        ReadOnlySpan<byte> key = "\0depends="u8;
        int at = content.IndexOf(key);
        if (at < 0)
        {
            return [];
        }

        content = content[(at + key.Length)..];
        return Encoding.ASCII.GetString(content[..content.IndexOf((byte)0)])
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(NameOf)
            .ToArray();
    }

    private static string NameOf(string path) => Path.GetFileName(path).Replace(".ko", "", StringComparison.Ordinal).Replace('-', '_');
}
