#include "check.h"

#include <stdlib.h>

static void arguments(void)
{
    char text[96];
    unsigned int number;
    nvmlDevice_t device;
    nvmlMemory_v2_t memory = {.version = 2};
    nvmlTemperature_v1_t temperature = {.version = 1};
    nvmlMarginTemperature_v1_t margin = {.version = 0x02000008};
    nvmlEccSramErrorStatus_v1_t sram = {.version = 104};
    nvmlRepairStatus_v1_t repair = {.version = 0x0100000C};
    int nothing = 0;

    use_shipped("hgx-h100");
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetUUID)(NULL, text, sizeof text));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetUUID)((nvmlDevice_t)&nothing, text, sizeof text));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetUUID)(gpu(0), NULL, sizeof text));
    EQUAL(NVML_ERROR_INSUFFICIENT_SIZE, CALL(nvmlDeviceGetUUID)(gpu(0), text, 40));
    OK(CALL(nvmlDeviceGetUUID)(gpu(0), text, 41));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetHandleByIndex_v2)(8, &device));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetCount_v2)(NULL));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetFieldValues)(gpu(0), 1, NULL));
    EQUAL(NVML_ERROR_ARGUMENT_VERSION_MISMATCH, CALL(nvmlDeviceGetMemoryInfo_v2)(gpu(0), &memory));
    EQUAL(NVML_ERROR_ARGUMENT_VERSION_MISMATCH, CALL(nvmlDeviceGetTemperatureV)(gpu(0), &temperature));
    EQUAL(NVML_ERROR_ARGUMENT_VERSION_MISMATCH, CALL(nvmlDeviceGetMarginTemperature)(gpu(0), &margin));
    EQUAL(NVML_ERROR_ARGUMENT_VERSION_MISMATCH, CALL(nvmlDeviceGetSramEccErrorStatus)(gpu(0), &sram));
    EQUAL(NVML_ERROR_FUNCTION_NOT_FOUND, CALL(nvmlDeviceGetRepairStatus)(gpu(0), &repair));
    device = gpu(0);
    end();
    EQUAL(NVML_ERROR_UNINITIALIZED, CALL(nvmlDeviceGetUUID)(device, text, sizeof text));

    use_shipped("minimal");
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetSerial)(gpu(0), text, sizeof text));
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetPowerUsage)(gpu(0), &number));
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetMigMode)(gpu(0), &number, &number));
    end();
}

static void no_scenario(void)
{
    setenv("NVML_FAKE_SCENARIO", "/nonexistent/scenario.ini", 1);
    EQUAL(NVML_ERROR_DRIVER_NOT_LOADED, CALL(nvmlInit_v2)());
    rewrite("[driver]\nversion = 570.1\nnonsense = 1\n");
    char path[4200];
    snprintf(path, sizeof path, "%s/scenario.ini", scratch());
    setenv("NVML_FAKE_SCENARIO", path, 1);
    EQUAL(NVML_ERROR_DRIVER_NOT_LOADED, CALL(nvmlInit_v2)());
    rewrite("[driver]\nversion = 570.1\ninit = lib_rm_version_mismatch\n");
    EQUAL(18, CALL(nvmlInit_v2)());
    EQUAL(NVML_ERROR_UNINITIALIZED, CALL(nvmlShutdown)());
}

static void lost(void)
{
    char text[96];
    unsigned int number;
    nvmlDevice_t device;
    use_shipped("broken");
    EQUAL(NVML_ERROR_GPU_IS_LOST, CALL(nvmlDeviceGetUUID)(gpu(3), text, sizeof text));
    EQUAL(NVML_ERROR_GPU_IS_LOST, CALL(nvmlDeviceGetPowerUsage)(gpu(3), &number));
    EQUAL(NVML_ERROR_GPU_IS_LOST, CALL(nvmlDeviceGetTopologyCommonAncestor)(gpu(0), gpu(3), &number));
    end();
    use_text("[driver]\nversion = 570.1\n[gpu 0]\nlost = handle\n");
    EQUAL(NVML_ERROR_GPU_IS_LOST, CALL(nvmlDeviceGetHandleByIndex_v2)(0, &device));
    end();
}

void test_errors(void)
{
    arguments();
    no_scenario();
    lost();
}
