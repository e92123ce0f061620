#include "check.h"

#include <string.h>

static int active_links(nvmlDevice_t device)
{
    int active = 0;
    for (unsigned int link = 0;; link++) {
        unsigned int state = 0;
        nvmlReturn_t status = CALL(nvmlDeviceGetNvLinkState)(device, link, &state);
        if (status != NVML_SUCCESS) {
            EQUAL(NVML_ERROR_INVALID_ARGUMENT, status);
            EQUAL(18, link);
            return active;
        }
        active += (int)state;
    }
}

static void hgx(void)
{
    nvmlPciInfo_t pci;
    unsigned long long count;
    unsigned int number;
    nvmlGpuFabricInfo_v3_t v3 = {.version = 0x03000028};
    nvmlGpuFabricInfo_v2_t v2 = {.version = 0x02000024};
    const unsigned char zero[16] = {0};

    use_shipped("hgx-h100");
    EQUAL(18, active_links(gpu(0)));
    OK(CALL(nvmlDeviceGetNvLinkVersion)(gpu(0), 0, &number));
    EQUAL(6, number);
    OK(CALL(nvmlDeviceGetNvLinkCapability)(gpu(0), 0, 0, &number));
    EQUAL(1, number);
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetNvLinkCapability)(gpu(0), 0, 6, &number));
    OK(CALL(nvmlDeviceGetNvLinkRemoteDeviceType)(gpu(0), 17, &number));
    EQUAL(2, number);
    OK(CALL(nvmlDeviceGetNvLinkRemotePciInfo_v2)(gpu(0), 17, &pci));
    TEXT("00000000:0A:00.0", pci.busId);
    OK(CALL(nvmlDeviceGetNvLinkErrorCounter)(gpu(0), 3, 4, &count));
    EQUAL(0, count);
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetNvLinkErrorCounter)(gpu(0), 3, 5, &count));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetNvLinkErrorCounter)(gpu(0), 18, 0, &count));

    /* R570 does not know the third version of the fabric structure yet. */
    EQUAL(NVML_ERROR_ARGUMENT_VERSION_MISMATCH, CALL(nvmlDeviceGetGpuFabricInfoV)(gpu(0), &v3));
    OK(CALL(nvmlDeviceGetGpuFabricInfoV)(gpu(0), (void *)&v2));
    EQUAL(3, v2.state);
    EQUAL(0, v2.cliqueId);
    EQUAL(0x0AA, v2.healthMask);
    CHECK(memcmp(v2.clusterUuid, zero, 16) == 0);
    end();
}

static void gb200(void)
{
    nvmlPciInfo_t pci;
    unsigned int number;
    unsigned long long count;
    nvmlGpuFabricInfo_v3_t v3 = {.version = 0x03000028};
    nvmlGpuFabricInfo_t v1;
    nvmlC2cModeInfo_v1_t c2c;
    nvmlNvLinkInfo_v2_t info = {.version = 0x0200064C};
    const unsigned char zero[16] = {0};

    use_shipped("gb200-tray");
    EQUAL(18, active_links(gpu(2)));
    OK(CALL(nvmlDeviceGetNvLinkVersion)(gpu(2), 0, &number));
    EQUAL(7, number);
    OK(CALL(nvmlDeviceGetNvLinkRemotePciInfo_v2)(gpu(2), 5, &pci));
    TEXT("0FFFFFFF:FF:FF.0", pci.busId);
    TEXT("FFFFFFF:FF:FF.0", pci.busIdLegacy);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetNvLinkErrorCounter)(gpu(2), 3, 0, &count));
    OK(CALL(nvmlDeviceGetGpuFabricInfoV)(gpu(2), &v3));
    EQUAL(32766, v3.cliqueId);
    EQUAL(1, v3.healthSummary);
    CHECK(memcmp(v3.clusterUuid, zero, 16) != 0);
    OK(CALL(nvmlDeviceGetGpuFabricInfo)(gpu(2), &v1));
    CHECK(memcmp(v1.clusterUuid, v3.clusterUuid, 16) == 0);
    EQUAL(32766, v1.cliqueId);
    OK(CALL(nvmlDeviceGetC2cModeInfoV)(gpu(2), &c2c));
    EQUAL(1, c2c.isC2cEnabled);
    OK(CALL(nvmlDeviceGetNvLinkInfo)(gpu(2), &info));
    EQUAL(0, info.isNvleEnabled);
    end();
}

static void broken(void)
{
    nvmlPciInfo_t pci;
    unsigned long long count;
    use_shipped("broken");
    EQUAL(18, active_links(gpu(0)));
    EQUAL(0, active_links(gpu(1)));
    EQUAL(15, active_links(gpu(2)));
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetNvLinkRemotePciInfo_v2)(gpu(1), 0, &pci));
    OK(CALL(nvmlDeviceGetNvLinkErrorCounter)(gpu(2), 17, 0, &count));
    EQUAL(12, count);
    end();
}

static void absent(void)
{
    unsigned int number;
    nvmlGpuFabricInfo_v2_t v2 = {.version = 0x02000024};
    nvmlC2cModeInfo_v1_t c2c;
    use_shipped("pcie8");
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetNvLinkState)(gpu(0), 0, &number));
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetGpuFabricInfoV)(gpu(0), (void *)&v2));
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetC2cModeInfoV)(gpu(0), &c2c));
    EQUAL(NVML_ERROR_NOT_SUPPORTED, field(gpu(0), 91, 0).nvmlReturn);
    end();

    use_text("[driver]\nversion = 570.1\n[gpu 0]\nnvlink.count = 2\nnvlink.default = state=up remote=switch\n"
             "nvlink.1 = state=unsupported\n[gpu 1]\nnvlink.count = 0\n");
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetNvLinkState)(gpu(0), 1, &number));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetNvLinkState)(gpu(1), 0, &number));
    EQUAL(0, field(gpu(1), 91, 0).value.uiVal);
    EQUAL(NVML_SUCCESS, field(gpu(1), 91, 0).nvmlReturn);
    end();
}

void test_nvlink(void)
{
    hgx();
    gb200();
    broken();
    absent();
}
