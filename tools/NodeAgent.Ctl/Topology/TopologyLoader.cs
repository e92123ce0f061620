using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Graph;
using NodeAgent.Core.Topology.Nccl;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Linux.Files;
using NodeAgent.Linux.Nvml;
using NodeAgent.Linux.Records;
using NodeAgent.Linux.Topology;

namespace NodeAgent.Ctl.Topology;

/// <summary>Makes a topology of whatever the user named: a node, a record, or an NCCL file.</summary>
internal static class TopologyLoader
{
    private const long MaxNcclBytes = 8 * 1024 * 1024;

    /// <param name="from">Null for the node, else <c>nccl:FILE</c> or <c>record:FILE</c>.</param>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public static async Task<NodeTopology> LoadAsync(string? from, NodeSelection node, CancellationToken cancellationToken)
    {
        switch (from?.Split(':', 2))
        {
            case null:
                var files = new NodeFiles(node.Root);
                Task<NvmlSnapshot> nvml = ReadNvmlAsync(node.Nvml, cancellationToken);
                NodeFacts facts = SysfsTopologyReader.Read(files, node.Catalog);
                return TopologyBuilder.Build(facts with { Nvml = await nvml }, node.Catalog);
            case ["nccl", { Length: > 0 } path]:
                using (StreamReader xml = new(Open(path, MaxNcclBytes)))
                {
                    return TopologyBuilder.Build(NcclTopologyReader.Read(xml, path), node.Catalog);
                }

            case ["record", { Length: > 0 } path]:
                using (FileStream archive = Open(path, long.MaxValue))
                {
                    return NodeRecordReader.Read(archive, path).Replay(node.Catalog);
                }

            default:
                throw new BadInputException($"--from {from}", "is neither nccl:FILE nor record:FILE");
        }
    }

    public static async Task<NvmlSnapshot> ReadNvmlAsync(NvmlOptions? options, CancellationToken cancellationToken)
    {
        if (options is null)
        {
            return NvmlSnapshot.Disabled;
        }

        using var monitor = new NvmlMonitor(options, TimeProvider.System);
        return await monitor.ReadAsync(cancellationToken);
    }

    private static FileStream Open(string path, long limit)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : e.Message, e);
        }

        if (file.CanSeek && file.Length > limit)
        {
            file.Dispose();
            throw new BadInputException(path, $"has more than {limit >> 20} MiB");
        }

        return file;
    }
}
