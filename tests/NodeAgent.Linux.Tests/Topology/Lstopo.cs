using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using NodeAgent.Core.Topology;
using NodeAgent.Testing;

namespace NodeAgent.Linux.Tests.Topology;

/// <summary>What hwloc's lstopo says of a tree: the peer, on the same input.</summary>
internal sealed record Lstopo(IReadOnlyList<Lstopo.Node> Nodes, IReadOnlyList<Lstopo.Package> Packages, IReadOnlyDictionary<PciAddress, Lstopo.Pci> Functions)
{
    internal sealed record Node(int Id, CpuSet Cpus, long Memory);

    internal sealed record Package(int Id, CpuSet Cpus);

    /// <param name="Parent">The PCI function above, or null on a root bus.</param>
    /// <param name="Cpus">The CPUs of the nearest object with CPUs above.</param>
    internal sealed record Pci(PciAddress? Parent, CpuSet Cpus);

    public static async Task<Lstopo> RunAsync(string root)
    {
        ShellResult result = await Shell.RunAsync(
            "lstopo-no-graphics", ["-i", root, "--if", "fsroot", "--whole-io", "--disallowed", "--filter", "numanode:all", "--of", "xml", "-"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return Parse(result.Output);
    }

    public static Lstopo Parse(string xml)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        var root = XElement.Load(reader);
        var functions = new Dictionary<PciAddress, Pci>();
        foreach (XElement pci in root.Descendants("object").Where(o => o.Attribute("pci_busid") is not null))
        {
            functions[PciAddress.Parse(pci.Attribute("pci_busid")!.Value)] = new Pci(
                pci.Parent?.Attribute("pci_busid") is { } above ? PciAddress.Parse(above.Value) : null, CpusAbove(pci));
        }

        return new Lstopo(
            [.. Objects(root, "NUMANode").Select(n => new Node(
                Int(n, "os_index"), Mask(n, "complete_cpuset"), long.Parse(n.Attribute("local_memory")?.Value ?? "0", CultureInfo.InvariantCulture)))],
            [.. Objects(root, "Package").Select(p => new Package(Int(p, "os_index"), Mask(p, "complete_cpuset")))],
            functions);
    }

    private static IEnumerable<XElement> Objects(XElement root, string type) =>
        root.Descendants("object").Where(o => (string?)o.Attribute("type") == type);

    private static CpuSet CpusAbove(XElement element)
    {
        XElement? above = element;
        while (above is not null && above.Attribute("complete_cpuset") is null)
        {
            above = above.Parent;
        }

        return above is null ? CpuSet.Empty : Mask(above, "complete_cpuset");
    }

    private static int Int(XElement element, string name) => int.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    // hwloc leaves out words of zeros: "0xff,,0x0000000f".
    private static CpuSet Mask(XElement element, string name)
    {
        string mask = string.Join(',', element.Attribute(name)!.Value.Split(',')
            .Select(word => word.Length == 0 ? "00000000" : word.Replace("0x", "", StringComparison.Ordinal)));
        return CpuSet.TryParseMask(mask, out CpuSet set) ? set : throw new FormatException(mask);
    }
}
