using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Parsing;

namespace NodeAgent.Core.Topology.Nccl;

/// <summary>
/// Reads an NCCL topology file (NCCL_TOPO_FILE, NCCL_TOPO_DUMP_FILE) into facts. Such a file knows CPUs, switches and
/// devices, but no host bridges, memory or distances: everything below one CPU counts as one host bridge, as in NCCL.
/// </summary>
public static class NcclTopologyReader
{
    private const long MaxCharacters = 4 * 1024 * 1024;

    /// <param name="xml">The file's text.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="BadInputException">Not XML, not an NCCL topology, or an attack.</exception>
    public static NodeFacts Read(TextReader xml, string path)
    {
        XElement root = Load(xml, path);
        if (root.Name.LocalName != "system")
        {
            throw new BadInputException(path, root.Name.LocalName == "graphs"
                ? "is an NCCL graph file, not a topology file (its root is <graphs>, not <system>)"
                : $"is not an NCCL topology file (its root is <{root.Name.LocalName}>, not <system>)");
        }

        var walk = new NcclTopologyWalk(path);
        foreach (XElement cpu in root.Elements("cpu"))
        {
            walk.AddCpu(cpu);
        }

        return walk.ToFacts();
    }

    private static XElement Load(TextReader xml, string path)
    {
        var settings = new XmlReaderSettings
        {
            // A topology needs no entities; without a DTD there is nothing to expand a billion times.
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        try
        {
            using var reader = XmlReader.Create(xml, settings);
            return XElement.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            // The framework's own words here are advice to programmers.
            string reason = e.Message.Contains("DTD", StringComparison.Ordinal)
                ? "holds a document type definition, which no NCCL topology has" : e.Message;
            throw new BadInputException(path, $"not usable XML: {reason}", e);
        }
    }

    internal static uint? Hex(XElement element, string attribute) =>
        SysfsText.TryParseHex((string?)element.Attribute(attribute), out uint value) ? value : null;

    internal static int? Int(XElement element, string attribute) =>
        int.TryParse((string?)element.Attribute(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value : null;

    /// <summary>NCCL writes what the link can do at most; it never says what it does now.</summary>
    internal static PcieLink Link(XElement element) => new(
        SpeedGts: null,
        Width: null,
        SysfsText.TryParseLinkSpeed((string?)element.Attribute("link_speed"), out double? speed) ? speed : null,
        SysfsText.TryParseLinkWidth((string?)element.Attribute("link_width"), out int? width) ? width : null);
}
