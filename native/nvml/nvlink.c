#include "nvlink.h"

enum { VERSION_5 = 7, NO_BIT_ERRORS = 15 << 8 | 254 };

nvmlReturn_t nvlink_find(const struct gpu *gpu, unsigned int index, const struct link **link)
{
    const struct fact *count = &gpu->facts[GPU_NVLINK_COUNT];
    if (!count->has)
        return NVML_ERROR_NOT_SUPPORTED;
    if (index >= count->value || index >= MAX_LINKS)
        return NVML_ERROR_INVALID_ARGUMENT;
    *link = &gpu->links[index];
    return (*link)->facts[LINK_STATE].value == LINK_UNSUPPORTED ? NVML_ERROR_NOT_SUPPORTED : NVML_SUCCESS;
}

static struct fact some(long long value)
{
    return (struct fact){true, value};
}

bool nvlink_is_down(const struct link *link)
{
    return link->facts[LINK_STATE].has && link->facts[LINK_STATE].value == LINK_DOWN;
}

struct fact nvlink_fact(const struct link *link, enum link_fact id)
{
    const struct fact *fact = &link->facts[id];
    bool counts_packets = link->facts[LINK_VERSION].value >= VERSION_5;
    if (id == LINK_SPEED && fact->has && nvlink_is_down(link))
        return some(0);
    if (fact->has)
        return *fact;
    if (id == LINK_STATE)
        return some(LINK_UP);
    if (id == LINK_CAP_P2P || id == LINK_CAP_P2P_ATOMICS || id == LINK_CAP_VALID)
        return some(1);
    if (id >= LINK_CAP_P2P && id <= LINK_CAP_VALID)
        return some(0);
    /* NVLink 5 gave up the counters of the older generations and has its own. */
    if (id >= LINK_REPLAY && id <= LINK_ECC_DATA)
        return counts_packets ? *fact : some(0);
    if (id >= LINK_MALFORMED && id <= LINK_RECOVERY_EVENTS)
        return counts_packets ? some(0) : *fact;
    if (id == LINK_EFFECTIVE_BER || id == LINK_SYMBOL_BER)
        return counts_packets ? some(NO_BIT_ERRORS) : *fact;
    return *fact;
}
