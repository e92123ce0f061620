using System.Collections.Immutable;
using System.CommandLine;
using NodeAgent.Core.Topology.Inventory;
using NodeAgent.Linux.Nvml;
using NodeAgent.Shared;

namespace NodeAgent.Ctl.Topology;

/// <summary>The options by which every command names the node it reads.</summary>
internal sealed class NodeOptions
{
    private readonly EnvironmentOption<string> _root = new(
        "--root", "DIR", "Directory that holds the machine's sys and proc", "/", text => text);

    private readonly EnvironmentOption<NvmlOptions?> _nvml = new(
        "--nvml", "PATH", "libnvidia-ml to load, none, or auto: the usual places, unless --root names another machine's tree",
        "auto", NvmlOptions.FromArgument);

    private readonly EnvironmentOption<TimeSpan> _nvmlTimeout = new(
        "--nvml-timeout", "DURATION", "How long one NVML call may take before the driver counts as hung", "5s", OptionParsers.Duration);

    private readonly EnvironmentOption<ImmutableArray<DeviceRule>> _deviceRules = new(
        "--device-rules", "RULES", "More GPUs and NICs: role=vendor[:device][@class], separated by commas", "", OptionParsers.DeviceRules);

    public void AddTo(Command command)
    {
        command.Add(_root.Option);
        command.Add(_nvml.Option);
        command.Add(_nvmlTimeout.Option);
        command.Add(_deviceRules.Option);
    }

    public NodeSelection Read(ParseResult parsed)
    {
        string root = _root.Get(parsed);
        bool told = _nvml.IsGiven(parsed);
        // The driver of this machine has nothing to say about a tree that came from another.
        NvmlOptions? nvml = told ? _nvml.Get(parsed) : root.TrimEnd('/').Length == 0 ? new NvmlOptions() : null;
        return new NodeSelection(
            root, nvml is null ? null : nvml with { CallDeadline = _nvmlTimeout.Get(parsed) }, new DeviceCatalog(_deviceRules.Get(parsed)));
    }
}

/// <summary>Which node, and how to read it.</summary>
internal sealed record NodeSelection(string Root, NvmlOptions? Nvml, DeviceCatalog Catalog);
