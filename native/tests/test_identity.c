#include "check.h"

#include <string.h>

static void hgx(void)
{
    char text[96];
    unsigned int number;
    int major, minor, cuda;
    nvmlPciInfo_t pci;
    nvmlDevice_t device, other;

    use_shipped("hgx-h100");
    OK(CALL(nvmlSystemGetDriverVersion)(text, sizeof text));
    TEXT("570.133.20", text);
    OK(CALL(nvmlSystemGetNVMLVersion)(text, sizeof text));
    TEXT("12.570.133.20", text);
    OK(CALL(nvmlSystemGetCudaDriverVersion_v2)(&cuda));
    EQUAL(12080, cuda);
    OK(CALL(nvmlDeviceGetCount_v2)(&number));
    EQUAL(8, number);

    device = gpu(4);
    OK(CALL(nvmlDeviceGetName)(device, text, sizeof text));
    TEXT("NVIDIA H100 80GB HBM3", text);
    OK(CALL(nvmlDeviceGetPciInfo_v3)(device, &pci));
    TEXT("00000000:9D:00.0", pci.busId);
    TEXT("0000:9D:00.0", pci.busIdLegacy);
    EQUAL(0x9D, pci.bus);
    EQUAL(0x233010DE, pci.pciDeviceId);
    EQUAL(0x16C110DE, pci.pciSubSystemId);
    OK(CALL(nvmlDeviceGetSerial)(device, text, sizeof text));
    EQUAL(13, strlen(text));
    OK(CALL(nvmlDeviceGetMinorNumber)(device, &number));
    EQUAL(4, number);
    OK(CALL(nvmlDeviceGetIndex)(device, &number));
    EQUAL(4, number);
    OK(CALL(nvmlDeviceGetCudaComputeCapability)(device, &major, &minor));
    EQUAL(90, major * 10 + minor);
    OK(CALL(nvmlDeviceGetArchitecture)(device, &number));
    EQUAL(9, number);
    OK(CALL(nvmlDeviceGetBrand)(device, &number));
    EQUAL(NVML_BRAND_NVIDIA, number);

    OK(CALL(nvmlDeviceGetUUID)(device, text, sizeof text));
    EQUAL(40, strlen(text));
    OK(CALL(nvmlDeviceGetHandleByUUID)(text, &other));
    CHECK(other == device);
    const char *const forms[] = {"00000000:9D:00.0", "0000:9d:00.0", "0000:9d:00", "9d:00.0"};
    for (int i = 0; i < 4; i++) {
        OK(CALL(nvmlDeviceGetHandleByPciBusId_v2)(forms[i], &other));
        CHECK(other == device);
    }
    EQUAL(NVML_ERROR_NOT_FOUND, CALL(nvmlDeviceGetHandleByPciBusId_v2)("0000:9e:00.0", &other));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetHandleByPciBusId_v2)("nonsense", &other));
    EQUAL(NVML_ERROR_NOT_FOUND, CALL(nvmlDeviceGetHandleByUUID)("GPU-0", &other));
    end();
}

static void legacy_pci(void)
{
    struct {
        char bytes[36];
        char guard[32];
    } old;
    use_shipped("hgx-h100");
    memset(&old, 0x55, sizeof old);
    OK(CALL(nvmlDeviceGetPciInfo_v2)(gpu(0), (nvmlPciInfo_t *)&old));
    TEXT("0000:1B:00.0", old.bytes);
    EQUAL(0x55, old.guard[0]);
    end();
}

static void memory(void)
{
    nvmlMemory_t plain;
    nvmlMemory_v2_t versioned = {.version = 0x02000028};
    use_shipped("hgx-h100");
    OK(CALL(nvmlDeviceGetMemoryInfo)(gpu(0), &plain));
    EQUAL(81559ULL << 20, plain.total);
    EQUAL(551ULL << 20, plain.used);
    OK(CALL(nvmlDeviceGetMemoryInfo_v2)(gpu(0), &versioned));
    EQUAL(551ULL << 20, versioned.reserved);
    EQUAL(0, versioned.used);
    EQUAL(versioned.total, versioned.free + versioned.reserved);
    end();
}

static void affinity(void)
{
    unsigned long cpus[4], nodes[1];
    unsigned int number;
    use_shipped("hgx-h100");
    OK(CALL(nvmlDeviceGetCpuAffinity)(gpu(0), 4, cpus));
    CHECK(cpus[0] == 0x0000FFFFFFFFFFFFUL && cpus[1] == 0xFFFFFFFF00000000UL && cpus[2] == 0xFFFFUL && cpus[3] == 0);
    OK(CALL(nvmlDeviceGetCpuAffinityWithinScope)(gpu(7), 1, cpus, 1));
    CHECK(cpus[0] == 0xFFFF000000000000UL);
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetCpuAffinityWithinScope)(gpu(7), 1, cpus, 2));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetCpuAffinity)(gpu(7), 0, cpus));
    OK(CALL(nvmlDeviceGetMemoryAffinity)(gpu(7), 1, nodes, 0));
    EQUAL(2, nodes[0]);
    OK(CALL(nvmlDeviceGetTopologyCommonAncestor)(gpu(0), gpu(3), &number));
    EQUAL(40, number);
    OK(CALL(nvmlDeviceGetTopologyCommonAncestor)(gpu(4), gpu(3), &number));
    EQUAL(50, number);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetNumaNodeId)(gpu(0), &number));
    end();

    use_shipped("gb200-tray");
    OK(CALL(nvmlDeviceGetNumaNodeId)(gpu(3), &number));
    EQUAL(26, number);
    OK(CALL(nvmlDeviceGetMemoryAffinity)(gpu(0), 1, nodes, 0));
    EQUAL(0x3FBF9, nodes[0]);
    end();
}

static void init_counts(void)
{
    unsigned int number;
    use_shipped("minimal");
    OK(CALL(nvmlInitWithFlags)(0));
    end();
    OK(CALL(nvmlDeviceGetCount_v2)(&number));
    end();
    EQUAL(NVML_ERROR_UNINITIALIZED, CALL(nvmlDeviceGetCount_v2)(&number));
    EQUAL(NVML_ERROR_UNINITIALIZED, CALL(nvmlShutdown)());
    TEXT("GPU is lost", CALL(nvmlErrorString)(NVML_ERROR_GPU_IS_LOST));
}

void test_identity(void)
{
    hgx();
    legacy_pci();
    memory();
    affinity();
    init_counts();
}
