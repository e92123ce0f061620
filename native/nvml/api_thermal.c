#include "call.h"

nvmlReturn_t nvmlDeviceGetTemperature(nvmlDevice_t device, nvmlTemperatureSensors_t sensor, unsigned int *value)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (sensor != NVML_TEMPERATURE_GPU)
        return NVML_ERROR_INVALID_ARGUMENT;
    return give_u32(GPU_FACT(TEMPERATURE), value);
}

#if LIBRARY_BRANCH >= 570
nvmlReturn_t nvmlDeviceGetTemperatureV(nvmlDevice_t device, nvmlTemperature_v1_t *temperature)
{
    BEGIN_GPU(570, device);
    if (!temperature)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (temperature->version != NVML_VERSION_TAG(nvmlTemperature_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    if (temperature->sensorType != NVML_TEMPERATURE_GPU)
        return NVML_ERROR_INVALID_ARGUMENT;
    return give_u32(GPU_FACT(TEMPERATURE), (unsigned int *)&temperature->temperature);
}

nvmlReturn_t nvmlDeviceGetMarginTemperature(nvmlDevice_t device, nvmlMarginTemperature_v1_t *margin)
{
    BEGIN_GPU(570, device);
    if (!margin)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (margin->version != NVML_VERSION_TAG(nvmlMarginTemperature_v1_t, 1))
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    return give_u32(GPU_FACT(MARGIN), (unsigned int *)&margin->marginTemperature);
}
#endif

nvmlReturn_t nvmlDeviceGetTemperatureThreshold(nvmlDevice_t device, nvmlTemperatureThresholds_t type,
                                               unsigned int *value)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (type >= NVML_TEMPERATURE_THRESHOLD_COUNT)
        return NVML_ERROR_INVALID_ARGUMENT;
    return give_u32(&call.gpu->facts[GPU_THRESHOLD_SHUTDOWN + type], value);
}

GPU_NUMBER(nvmlDeviceGetPowerUsage, ANY_BRANCH, POWER)
GPU_NUMBER(nvmlDeviceGetPerformanceState, ANY_BRANCH, PSTATE)

#define GPU_MASK(function, branch, id)                                     \
    nvmlReturn_t function(nvmlDevice_t device, unsigned long long *value)  \
    {                                                                      \
        BEGIN_GPU(branch, device);                                         \
        return give_u64(GPU_FACT(id), value);                              \
    }

GPU_MASK(nvmlDeviceGetCurrentClocksThrottleReasons, ANY_BRANCH, THROTTLE)
GPU_MASK(nvmlDeviceGetSupportedClocksThrottleReasons, ANY_BRANCH, THROTTLE_SUPPORTED)
#if LIBRARY_BRANCH >= 535
GPU_MASK(nvmlDeviceGetCurrentClocksEventReasons, 535, THROTTLE)
GPU_MASK(nvmlDeviceGetSupportedClocksEventReasons, 535, THROTTLE_SUPPORTED)
#endif

nvmlReturn_t nvmlDeviceGetUtilizationRates(nvmlDevice_t device, nvmlUtilization_t *utilization)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!utilization)
        return NVML_ERROR_INVALID_ARGUMENT;
    if (!GPU_FACT(UTIL_GPU)->has || GPU_FACT(MIG_MODE)->value == 1)
        return NVML_ERROR_NOT_SUPPORTED;
    utilization->gpu = (unsigned int)GPU_FACT(UTIL_GPU)->value;
    utilization->memory = (unsigned int)GPU_FACT(UTIL_MEMORY)->value;
    return NVML_SUCCESS;
}
