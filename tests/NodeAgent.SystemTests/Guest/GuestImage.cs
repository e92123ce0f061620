using System.Text;
using System.Text.RegularExpressions;
using NodeAgent.SystemTests.Support;

namespace NodeAgent.SystemTests.Guest;

/// <summary>What is in the guest: busybox, modules, the published programs, the fake NVML, and the libraries they need.</summary>
internal static partial class GuestImage
{
    public const string Nodectl = "/opt/nodectl/nodectl";
    public const string Nodeagent = "/opt/nodeagent/nodeagent";
    public const string Nvml = "/opt/nvml/libnvidia-ml.so.1";

    /// <summary>Where the fake NVML looks when nobody names another.</summary>
    public const string NvmlScenario = "/opt/nvml/scenario.ini";

    // The serial ports of the command channel, and the two drivers that the tests look at.
    private static readonly string[] s_modules = ["virtio_pci", "virtio_console", "vmxnet3", "nvme"];

    // For debuggers and tracers, of which there are none here.
    private static readonly string[] s_notNeeded =
        ["libcoreclrtraceptprovider.so", "libmscordbi.so", "libmscordaccore.so", "createdump"];

    public static async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        using var image = new InitramfsWriter(new BufferedStream(File.Create(path), 1 << 20));
        await AddBusyboxAsync(image, cancellationToken);
        AddInit(image);
        AddModules(image);

        (string Host, string Guest)[] programs =
        [
            .. FilesOf(Repository.Nodectl, Nodectl),
            .. FilesOf(Repository.Nodeagent, Nodeagent),
            (Repository.FakeNvml, Nvml),
        ];
        foreach ((string host, string guest) in programs)
        {
            image.AddFile(guest, await File.ReadAllBytesAsync(host, cancellationToken));
        }

        (_, string libraries, _) = await HostProgram.RunAsync(
            "ldd", programs.Select(p => p.Host).Where(IsElf), cancellationToken);
        foreach (Match library in LibraryPath().Matches(libraries))
        {
            string name = library.Groups["path"].Value;
            image.AddFile(name, await File.ReadAllBytesAsync(name, cancellationToken));
        }
    }

    private static async Task AddBusyboxAsync(InitramfsWriter image, CancellationToken cancellationToken)
    {
        string busybox = Repository.FindProgram("busybox")!;
        image.AddFile("/bin/busybox", await File.ReadAllBytesAsync(busybox, cancellationToken));
        (_, string applets, _) = await HostProgram.RunAsync(busybox, ["--list"], cancellationToken);
        foreach (string applet in applets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(a => a != "busybox"))
        {
            image.AddLink($"/bin/{applet}", "busybox");
        }
    }

    private static void AddInit(InitramfsWriter image)
    {
        using Stream script = typeof(GuestImage).Assembly.GetManifestResourceStream("init")!;
        using var content = new MemoryStream();
        script.CopyTo(content);
        image.AddFile("/init", content.ToArray());
    }

    private static void AddModules(InitramfsWriter image)
    {
        var list = new StringBuilder();
        foreach (string module in new KernelModules(Repository.GuestKernel).InLoadOrder(s_modules))
        {
            string guest = $"/modules/{Path.GetFileName(module)}";
            image.AddFile(guest, File.ReadAllBytes(module));
            list.Append(guest).Append('\n');
        }

        image.AddFile("/modules/list", Encoding.UTF8.GetBytes(list.ToString()));
    }

    private static IEnumerable<(string Host, string Guest)> FilesOf(string hostProgram, string guestProgram) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(hostProgram)!)
            .Where(f => !s_notNeeded.Contains(Path.GetFileName(f)))
            .Select(f => (f, Path.Combine(Path.GetDirectoryName(guestProgram)!, Path.GetFileName(f))));

    private static bool IsElf(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        return file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic.SequenceEqual("\u007fELF"u8);
    }

    // "libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f...)", or the loader's path alone.
    [GeneratedRegex(@"(?<path>/\S+) \(0x", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LibraryPath();
}
