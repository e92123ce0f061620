#include "check.h"

static void instances(void)
{
    nvmlDevice_t whole, mig, parent;
    nvmlDeviceAttributes_t attributes;
    nvmlMemory_t memory;
    nvmlProcessInfo_t processes[4];
    unsigned int a, b, rows[4];
    char text[96];

    use_shipped("mig-h100");
    whole = gpu(0);
    OK(CALL(nvmlDeviceGetMigMode)(whole, &a, &b));
    EQUAL(1, a);
    EQUAL(1, b);
    OK(CALL(nvmlDeviceGetMaxMigDeviceCount)(whole, &a));
    EQUAL(7, a);
    OK(CALL(nvmlDeviceGetMigDeviceHandleByIndex)(whole, 2, &mig));
    EQUAL(NVML_ERROR_NOT_FOUND, CALL(nvmlDeviceGetMigDeviceHandleByIndex)(whole, 3, &parent));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetMigDeviceHandleByIndex)(whole, 7, &parent));
    OK(CALL(nvmlDeviceIsMigDeviceHandle)(mig, &a));
    EQUAL(1, a);
    OK(CALL(nvmlDeviceIsMigDeviceHandle)(whole, &a));
    EQUAL(0, a);
    OK(CALL(nvmlDeviceGetGpuInstanceId)(mig, &a));
    EQUAL(13, a);
    OK(CALL(nvmlDeviceGetComputeInstanceId)(mig, &a));
    EQUAL(0, a);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetGpuInstanceId)(whole, &a));
    OK(CALL(nvmlDeviceGetDeviceHandleFromMigDeviceHandle)(mig, &parent));
    CHECK(parent == whole);
    OK(CALL(nvmlDeviceGetAttributes_v2)(mig, &attributes));
    EQUAL(9984, attributes.memorySizeMB);
    EQUAL(16, attributes.multiprocessorCount);
    EQUAL(1, attributes.gpuInstanceSliceCount);
    OK(CALL(nvmlDeviceGetMemoryInfo)(mig, &memory));
    EQUAL(9984ULL << 20, memory.total);
    OK(CALL(nvmlDeviceGetName)(mig, text, sizeof text));
    TEXT("NVIDIA H100 80GB HBM3 MIG 1g.10gb", text);
    OK(CALL(nvmlDeviceGetUUID)(mig, text, sizeof text));
    OK(CALL(nvmlDeviceGetHandleByUUID)(text, &parent));
    CHECK(parent == mig);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetSerial)(mig, text, sizeof text));

    a = 4;
    OK(CALL(nvmlDeviceGetComputeRunningProcesses_v3)(mig, &a, processes));
    EQUAL(1, a);
    EQUAL(4712, processes[0].pid);
    EQUAL(13, processes[0].gpuInstanceId);
    a = 0;
    EQUAL(NVML_ERROR_INSUFFICIENT_SIZE, CALL(nvmlDeviceGetComputeRunningProcesses_v3)(whole, &a, NULL));
    EQUAL(2, a);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetRemappedRows)(whole, &rows[0], &rows[1], &rows[2], &rows[3]));
    OK(CALL(nvmlDeviceGetRemappedRows)(gpu(1), &rows[0], &rows[1], &rows[2], &rows[3]));
    OK(CALL(nvmlDeviceGetMaxMigDeviceCount)(gpu(1), &a));
    EQUAL(0, a);
    end();
}

static void profiles(void)
{
    nvmlGpuInstanceProfileInfo_t info;
    nvmlGpuInstanceProfileInfo_v2_t v2 = {.version = 0x02000098};
    nvmlGpuInstanceProfileInfo_v3_t v3 = {.version = 0x03000098};
    nvmlGpuInstanceProfileInfo_v2_t bad = {.version = 2};
    use_shipped("hgx-h100");
    OK(CALL(nvmlDeviceGetGpuInstanceProfileInfo)(gpu(0), 2, &info));
    EQUAL(9, info.id);
    EQUAL(40448, info.memorySizeMB);
    OK(CALL(nvmlDeviceGetGpuInstanceProfileInfoV)(gpu(0), 0, &v2));
    TEXT("1g.10gb", v2.name);
    OK(CALL(nvmlDeviceGetGpuInstanceProfileInfoV)(gpu(0), 7, (void *)&v3));
    TEXT("1g.10gb+me", v3.name);
    EQUAL(20, v3.id);
    EQUAL(NVML_ERROR_ARGUMENT_VERSION_MISMATCH, CALL(nvmlDeviceGetGpuInstanceProfileInfoV)(gpu(0), 0, &bad));
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetGpuInstanceProfileInfo)(gpu(0), 5, &info));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetGpuInstanceProfileInfo)(gpu(0), 0x12, &info));
    end();
}

void test_mig(void)
{
    instances();
    profiles();
}
