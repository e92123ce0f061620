using NodeAgent.Core.Topology.Facts;
using NodeAgent.Core.Topology.Parsing;

namespace NodeAgent.Core.Tests.Topology.Parsing;

public class SysfsPciPathTests
{
    [Theory]
    [InlineData("../../../devices/pci0000:17/0000:17:00.0/0000:18:00.0", "pci0000:17", "0000:17:00.0")]
    [InlineData("../../../devices/pci0000:17/0000:17:00.0", "pci0000:17", "")]
    // Hyper-V: a root bus for each device, below VMBus.
    [InlineData(
        "../../../devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0004:00/VMBUS:00/47505500-0001-0000-3130-444531454238/pci0001:00/0001:00:00.0",
        "pci0001:00", "")]
    // Intel VMD: a second root bus of a 32-bit domain inside the first.
    [InlineData(
        "../../../devices/pci0000:64/0000:64:00.5/pci10000:00/10000:00:02.0/10000:01:00.0", "pci0000:64", "0000:64:00.5 10000:00:02.0")]
    // Arm servers put a platform device in front.
    [InlineData("../../../devices/platform/soc/pci0008:00/0008:00:00.0/0008:01:00.0", "pci0008:00", "0008:00:00.0")]
    public void The_root_is_the_first_root_bus_and_ancestors_are_all_functions_above(string target, string root, string ancestors)
    {
        PciPath path = SysfsPciPath.ForFunction(target)!;
        Assert.Equal(root, path.Root);
        Assert.Equal(ancestors, string.Join(' ', path.Ancestors));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../devices/virtual/net/lo")]
    [InlineData("../../../devices/pci0000:17")]
    [InlineData("../../../devices/0000:17:00.0")]
    public void Anything_else_has_no_place(string target) => Assert.Null(SysfsPciPath.ForFunction(target));

    [Theory]
    [InlineData("../../devices/pci0000:5d/0000:5d:02.0/0000:5e:00.0/0000:5f:03.0/0000:60:00.1/net/enp96s0f1", "0000:60:00.1")]
    [InlineData("../../devices/pci0000:00/0000:00:03.0/virtio0/net/eth0", "0000:00:03.0")]
    [InlineData("../../devices/virtual/net/lo", null)]
    [InlineData("../../devices/scif_dma_0/infiniband/scif0", null)]
    public void A_class_device_belongs_to_the_last_function_on_its_path(string target, string? expected) =>
        Assert.Equal(expected, SysfsPciPath.OwnerOf(target)?.ToString());
}
