using NodeAgent.Core.Topology;
using NodeAgent.Core.Topology.Nvml;
using NodeAgent.Testing.Machines;

namespace NodeAgent.Core.Tests.Topology;

public class TopologyFingerprintTests
{
    private readonly TestMachine _machine = KnownMachines.Hgx();

    [Fact]
    public void Two_reads_of_one_machine_have_one_fingerprint() => Assert.Equal(Of(Nvml()), Of(Nvml()));

    [Fact]
    public void One_link_one_port_or_one_finding_makes_another()
    {
        NvmlSnapshot down = Nvml();
        down = down with { Gpus = down.Gpus.SetItem(7, down.Gpus[7] with { Links = down.Gpus[7].Links.SetItem(17, down.Gpus[7].Links[17] with { Active = false }) }) };
        NodeTopology topology = _machine.ToTopology(Nvml());
        NodeTopology port = topology with { Nics = topology.Nics.SetItem(11, topology.Nics[11] with { Ports = [topology.Nics[11].Ports[0] with { State = "DOWN" }] }) };
        NodeTopology finding = topology with { Findings = topology.Findings.Add(new Finding("a/b", FindingSeverity.Info, "", "")) };
        Assert.Equal(4, new[] { topology.Fingerprint(), Of(down), port.Fingerprint(), finding.Fingerprint() }.Distinct().Count());
    }

    private int Of(NvmlSnapshot nvml) => _machine.ToTopology(nvml).Fingerprint();

    private NvmlSnapshot Nvml() => KnownMachines.HgxNvml(_machine);
}
