#include "errors.h"

#include "nvml_api.h"

#include <stddef.h>

const struct name error_names[] = {
    {"ok", 0}, {"success", 0}, {"uninitialized", 1}, {"invalid_argument", 2}, {"not_supported", 3},
    {"no_permission", 4}, {"already_initialized", 5}, {"not_found", 6}, {"insufficient_size", 7},
    {"insufficient_power", 8}, {"driver_not_loaded", 9}, {"timeout", 10}, {"irq_issue", 11},
    {"library_not_found", 12}, {"function_not_found", 13}, {"corrupted_inforom", 14}, {"gpu_is_lost", 15},
    {"reset_required", 16}, {"operating_system", 17}, {"lib_rm_version_mismatch", 18}, {"in_use", 19},
    {"memory", 20}, {"no_data", 21}, {"vgpu_ecc_not_supported", 22}, {"insufficient_resources", 23},
    {"freq_not_supported", 24}, {"argument_version_mismatch", 25}, {"deprecated", 26}, {"not_ready", 27},
    {"gpu_not_found", 28}, {"invalid_state", 29}, {"reset_type_not_supported", 30}, {"unknown", 999}, {NULL, 0}};

const char *nvmlErrorString(nvmlReturn_t result)
{
    switch (result) {
    case NVML_SUCCESS: return "Success";
    case NVML_ERROR_UNINITIALIZED: return "Uninitialized";
    case NVML_ERROR_INVALID_ARGUMENT: return "Invalid Argument";
    case NVML_ERROR_NOT_SUPPORTED: return "Not Supported";
    case NVML_ERROR_NO_PERMISSION: return "Insufficient Permissions";
    case NVML_ERROR_NOT_FOUND: return "Not Found";
    case NVML_ERROR_INSUFFICIENT_SIZE: return "Insufficient Size";
    case NVML_ERROR_DRIVER_NOT_LOADED: return "Driver Not Loaded";
    case NVML_ERROR_TIMEOUT: return "Timeout";
    case NVML_ERROR_FUNCTION_NOT_FOUND: return "Function Not Found";
    case NVML_ERROR_GPU_IS_LOST: return "GPU is lost";
    case NVML_ERROR_RESET_REQUIRED: return "GPU requires reset";
    case NVML_ERROR_ARGUMENT_VERSION_MISMATCH: return "Argument version mismatch";
    case NVML_ERROR_UNKNOWN: return "Unknown Error";
    }
    for (const struct name *name = error_names; name->text; name++)
        if (name->value == (long long)result)
            return name->text;
    return "Unknown Error";
}
