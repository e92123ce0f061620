using NodeAgent.SystemTests.Machine;

namespace NodeAgent.SystemTests.Qemu;

/// <summary>The command line of qemu for a machine.</summary>
internal static class QemuArguments
{
    /// <param name="machine">The PCIe tree.</param>
    /// <param name="kernel">The image to boot.</param>
    /// <param name="initramfs">Its first file system.</param>
    /// <param name="console">The file that the kernel's console is written to.</param>
    /// <param name="monitor">The unix socket on which qemu shall connect its monitor.</param>
    /// <param name="shells">The unix sockets on which it shall connect the guest's serial ports.</param>
    public static IEnumerable<string> For(
        MachineModel machine, string kernel, string initramfs, string console, string monitor, IReadOnlyList<string> shells) =>
    [
        "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
        // Emulated: the machines that build this have no KVM. The most capable processor is also the one that
        // Kestrel starts fastest on.
        "-machine", "q35,hpet=off", "-accel", "tcg,thread=multi", "-cpu", "max",
        .. NumaArguments(),
        "-kernel", kernel, "-initrd", initramfs, "-append", "console=ttyS0 quiet panic=-1",
        "-serial", $"file:{console}",
        // qemu is the one that connects, so that nobody has to guess when its sockets are there.
        "-chardev", $"socket,id=monitor,path={monitor}", "-mon", "chardev=monitor,mode=control",
        "-device", "virtio-serial-pci,id=serial,bus=pcie.0,addr=0x2",
        .. shells.SelectMany((path, i) => (string[])
        [
            "-chardev", $"socket,id=shell{i},path={path}",
            "-device", $"virtserialport,bus=serial.0,chardev=shell{i},name=shell{i}",
        ]),
        .. machine.DeviceArguments(),
    ];

    // Two nodes of one processor each.
    private static IEnumerable<string> NumaArguments() =>
    [
        "-smp", "2,sockets=2,cores=1,threads=1",
        "-m", $"{2 * MachineModel.MemoryMiBPerNode}M",
        .. Enumerable.Range(0, 2).SelectMany(node => (string[])
        [
            "-object", $"memory-backend-ram,id=memory{node},size={MachineModel.MemoryMiBPerNode}M",
            "-numa", $"node,nodeid={node},cpus={node},memdev=memory{node}",
        ]),
        "-numa", $"dist,src=0,dst=1,val={MachineModel.FarDistance}",
    ];
}
