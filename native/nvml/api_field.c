#include "call.h"
#include "field.h"
#include "nvlink.h"

#include <time.h>

static nvmlReturn_t one_link(const struct gpu *gpu, const struct field *field, unsigned int index, long long *value)
{
    const struct link *link;
    nvmlReturn_t status = nvlink_find(gpu, index, &link);
    if (status != NVML_SUCCESS)
        return status;
    struct fact fact = nvlink_fact(link, (enum link_fact)field->fact);
    *value = fact.value;
    return fact.has ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}

/* A rate is mantissa * 10^-exponent, so among two the one with the smaller exponent is worse. */
static bool is_worse(long long rate, long long than)
{
    long long exponent = rate & 0xFF, other = than & 0xFF;
    return exponent != other ? exponent < other : rate > than;
}

static nvmlReturn_t all_links(const struct gpu *gpu, const struct field *field, long long *value)
{
    bool found = false;
    *value = 0;
    if (!gpu->facts[GPU_NVLINK_COUNT].has)
        return NVML_ERROR_NOT_SUPPORTED;
    for (unsigned int i = 0; i < (unsigned int)gpu->facts[GPU_NVLINK_COUNT].value; i++) {
        long long one;
        if (one_link(gpu, field, i, &one) != NVML_SUCCESS)
            continue;
        if (field->scope == SCOPE_LINK_SUM)
            *value += one;
        else if (!found || is_worse(one, *value))
            *value = one;
        found = true;
    }
    return found ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}

static nvmlReturn_t read_field(const struct gpu *gpu, const struct field *field, unsigned int scope, long long *value)
{
    const struct fact *fact = &gpu->facts[field->fact];
    switch (field->scope) {
    case SCOPE_LINK:
        return one_link(gpu, field, scope, value);
    case SCOPE_LINK_SUM:
    case SCOPE_LINK_MAX:
        return scope == FIELD_ALL_LINKS ? all_links(gpu, field, value) : one_link(gpu, field, scope, value);
    case SCOPE_C2C:
        if (gpu->facts[GPU_C2C_LINKS].has && scope >= gpu->facts[GPU_C2C_LINKS].value)
            return NVML_ERROR_INVALID_ARGUMENT;
        break;
    case SCOPE_GPU:
        break;
    }
    *value = fact->value;
    return fact->has ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}

static void fill(const struct call *call, nvmlFieldValue_t *value)
{
    const struct field *field = field_find(value->fieldId);
    struct timespec now;
    long long number = 0;
    clock_gettime(CLOCK_REALTIME, &now);
    value->timestamp = now.tv_sec * 1000000LL + now.tv_nsec / 1000;
    value->latencyUsec = 0;
    value->value.ullVal = 0;
    if (!field || field->branch > call->scenario->branch || field->branch > LIBRARY_BRANCH) {
        value->nvmlReturn = NVML_ERROR_NOT_SUPPORTED;
        return;
    }
    value->valueType = field->type;
    value->nvmlReturn = read_field(call->gpu, field, value->scopeId, &number);
    if (value->nvmlReturn != NVML_SUCCESS)
        return;
    if (field->type == NVML_VALUE_TYPE_UNSIGNED_LONG_LONG)
        value->value.ullVal = (unsigned long long)number;
    else if (field->type == NVML_VALUE_TYPE_SIGNED_INT)
        value->value.siVal = (int)number;
    else
        value->value.uiVal = (unsigned int)number;
}

nvmlReturn_t nvmlDeviceGetFieldValues(nvmlDevice_t device, int count, nvmlFieldValue_t *values)
{
    BEGIN_GPU(ANY_BRANCH, device);
    if (!values || count <= 0)
        return NVML_ERROR_INVALID_ARGUMENT;
    for (int i = 0; i < count; i++)
        fill(&call, &values[i]);
    return NVML_SUCCESS;
}
