using NodeAgent.Linux.Nvml;
using NodeAgent.Testing;

namespace NodeAgent.Linux.Tests.Nvml;

public class NvmlFieldsTests
{
    [Theory]
    [InlineData("570.133.20", 570)]
    [InlineData("535.183.06", 535)]
    [InlineData(null, null)]
    [InlineData("unknown", null)]
    public void The_branch_is_the_number_before_the_first_dot(string? version, int? branch) => Assert.Equal(branch, NvmlFields.BranchOf(version));

    [Fact]
    public void A_number_that_changed_its_meaning_is_used_only_on_its_own_branches()
    {
        Assert.Null(NvmlFields.IdFor(NvmlField.ClocksEventHwThermal, 570));
        Assert.Equal(252u, NvmlFields.IdFor(NvmlField.ClocksEventHwThermal, 580));
        Assert.Equal(270u, NvmlFields.IdFor(NvmlField.ClocksEventHwThermal, 590));
        Assert.Null(NvmlFields.IdFor(NvmlField.RecoveryAction, 565));
        Assert.Null(NvmlFields.IdFor(NvmlField.RecoveryAction, null));
        Assert.Equal(164u, NvmlFields.IdFor(NvmlField.NvLinkSpeed, null));
    }

    [Fact]
    public void Structs_have_the_sizes_and_tags_of_nvml_h()
    {
        Assert.Equal(68, System.Runtime.CompilerServices.Unsafe.SizeOf<NvmlPciInfo>());
        Assert.Equal(40, System.Runtime.CompilerServices.Unsafe.SizeOf<NvmlFieldValue>());
        Assert.Equal(40, System.Runtime.CompilerServices.Unsafe.SizeOf<NvmlDeviceAttributes>());
        Assert.Equal(28, System.Runtime.CompilerServices.Unsafe.SizeOf<NvmlFabricInfoV1>());
        Assert.Equal(0x02000024u, NvmlVersionTag.Of<NvmlFabricInfoV2>(2));
    }

    [Fact]
    public void Every_symbol_that_we_name_exists_in_the_library()
    {
        using var fake = new FakeNvml("minimal");
        using SafeNvmlLibraryHandle handle = SafeNvmlLibraryHandle.TryLoad(fake.Library)!;
        using var library = new NvmlLibrary(handle, new NvmlCallClock(TimeProvider.System));
        Assert.Empty(Enum.GetValues<NvmlSymbol>().Where(s => !library.Has(s)).Select(NvmlLibrary.NameOf));
    }

    [Fact]
    public void An_old_library_lacks_some_and_calling_them_says_so()
    {
        using var fake = new FakeNvml("minimal", old: true);
        using SafeNvmlLibraryHandle handle = SafeNvmlLibraryHandle.TryLoad(fake.Library)!;
        using var library = new NvmlLibrary(handle, new NvmlCallClock(TimeProvider.System));
        Assert.False(library.Has(NvmlSymbol.DeviceGetGpuFabricInfoV));
        Assert.Equal(NvmlReturn.FunctionNotFound, library.GetUInt(NvmlSymbol.DeviceGetNumaNodeId, 0, out _));
    }
}
