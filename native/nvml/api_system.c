#include "call.h"

static nvmlReturn_t cuda_version(const struct scenario *scenario, int *version)
{
    if (!version)
        return NVML_ERROR_INVALID_ARGUMENT;
    *version = scenario->cuda_version;
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlSystemGetDriverVersion(char *version, unsigned int length)
{
    BEGIN(ANY_BRANCH);
    return give_text(call.scenario->driver_version, version, length);
}

nvmlReturn_t nvmlSystemGetNVMLVersion(char *version, unsigned int length)
{
    BEGIN_ALWAYS(ANY_BRANCH);
    return give_text(call.scenario->nvml_version, version, length);
}

nvmlReturn_t nvmlSystemGetCudaDriverVersion(int *version)
{
    BEGIN_ALWAYS(ANY_BRANCH);
    return cuda_version(call.scenario, version);
}

nvmlReturn_t nvmlSystemGetCudaDriverVersion_v2(int *version)
{
    BEGIN_ALWAYS(ANY_BRANCH);
    return cuda_version(call.scenario, version);
}
