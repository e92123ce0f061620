using NodeAgent.SystemTests.Expected;
using NodeAgent.SystemTests.Machine;

namespace NodeAgent.SystemTests;

[Collection(SharedGuest.Name)]
public sealed class VirtualFunctionTests(GuestFixture fixture)
{
    /// <summary>qemu's NVMe is its only device with SR-IOV that this kernel has a driver for.</summary>
    private const string NvmeIsNic = "nic=1b36:0010@0108";

    private readonly VirtualMachine _guest = fixture.Guest;

    [Fact]
    public async Task Virtual_functions_are_at_their_physical_function()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        PciAddresses addresses = await _guest.AddressesAsync(deadline.Token);
        PciNode nvme = _guest.Model.Nvme;
        string physical = addresses.Of(nvme);
        string device = $"/sys/bus/pci/devices/{physical}";
        TopologyDocument topology;
        string[] functions;
        try
        {
            // Without drivers: the functions themselves are what is looked at.
            functions = (await _guest.Shell.ReadTextAsync(
                $"cd {device} && echo 0 > sriov_drivers_autoprobe && echo 3 > sriov_numvfs && "
                + "for i in virtfn*; do basename $(readlink $i); done",
                deadline.Token)).Split('\n');
            topology = TopologyDocument.Parse(await _guest.Shell.ReadAsync(
                $"{Programs.TopologyJson},{NvmeIsNic}", deadline.Token));
        }
        finally
        {
            await _guest.Shell.ReadAsync($"cd {device} && echo 0 > sriov_numvfs && echo 1 > sriov_drivers_autoprobe", deadline.Token);
        }

        Assert.Equal(3, functions.Length);
        Assert.Equal(functions, topology.Nics.Where(n => n.VirtualFunctionOf == physical).Select(n => n.PciBusId));
        Assert.Equal(functions, topology.Nics.Single(n => n.PciBusId == physical).VirtualFunctions);
        foreach (string function in functions)
        {
            DeviceDocument nic = topology.Nics.Single(n => n.PciBusId == function);
            Assert.Equal(nvme.Root.NumaNode, nic.NumaNode);
            Assert.Equal($"pci0000:{nvme.Root.BusNumber:x2}", nic.PcieRoot);
            Assert.Equal("PIX", topology.Between(physical, function).PcieClass);
            // Whatever the physical function is to another device, its virtual functions are too.
            Assert.All(_guest.Model.Gpus, gpu => Assert.Equal(
                ExpectedRelation.Between(nvme, gpu).PcieClass, topology.Between(function, addresses.Of(gpu)).PcieClass));
        }
    }
}
