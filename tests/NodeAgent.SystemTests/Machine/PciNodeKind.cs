namespace NodeAgent.SystemTests.Machine;

internal enum PciNodeKind
{
    Root,
    RootPort,
    SwitchUpstream,
    SwitchDownstream,
    Gpu,
    Nic,
    Nvme,
}
