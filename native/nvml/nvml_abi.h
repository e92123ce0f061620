#ifndef NVML_ABI_H
#define NVML_ABI_H

/* The binary interface of NVML on 64-bit Linux, as far as it is spoken here. Names, numbers and
 * layouts are the interface; every layout is pinned by an assertion. */

#include <assert.h>
#include <stddef.h>

typedef unsigned int nvmlReturn_t;
enum {
    NVML_SUCCESS = 0,
    NVML_ERROR_UNINITIALIZED = 1,
    NVML_ERROR_INVALID_ARGUMENT = 2,
    NVML_ERROR_NOT_SUPPORTED = 3,
    NVML_ERROR_NO_PERMISSION = 4,
    NVML_ERROR_NOT_FOUND = 6,
    NVML_ERROR_INSUFFICIENT_SIZE = 7,
    NVML_ERROR_DRIVER_NOT_LOADED = 9,
    NVML_ERROR_TIMEOUT = 10,
    NVML_ERROR_FUNCTION_NOT_FOUND = 13,
    NVML_ERROR_GPU_IS_LOST = 15,
    NVML_ERROR_RESET_REQUIRED = 16,
    NVML_ERROR_INSUFFICIENT_RESOURCES = 23,
    NVML_ERROR_ARGUMENT_VERSION_MISMATCH = 25,
    NVML_ERROR_UNKNOWN = 999,
};

typedef struct nvmlDevice_st *nvmlDevice_t;
typedef struct nvmlEventSet_st *nvmlEventSet_t;
typedef struct nvmlSystemEventSet_st *nvmlSystemEventSet_t;

typedef unsigned int nvmlEnableState_t;
typedef unsigned int nvmlBrandType_t;
typedef unsigned int nvmlDeviceArchitecture_t;
typedef unsigned int nvmlAffinityScope_t;
typedef unsigned int nvmlGpuTopologyLevel_t;
typedef unsigned int nvmlNvLinkCapability_t;
typedef unsigned int nvmlNvLinkErrorCounter_t;
typedef unsigned int nvmlIntNvLinkDeviceType_t;
typedef unsigned int nvmlMemoryErrorType_t;
typedef unsigned int nvmlEccCounterType_t;
typedef unsigned int nvmlMemoryLocation_t;
typedef unsigned int nvmlPageRetirementCause_t;
typedef unsigned int nvmlTemperatureSensors_t;
typedef unsigned int nvmlTemperatureThresholds_t;
typedef unsigned int nvmlPstates_t;
typedef unsigned int nvmlValueType_t;

#define NVML_VERSION_TAG(type, version) ((unsigned int)(sizeof(type) | ((version) << 24U)))
#define NVML_LAYOUT(type, size) static_assert(sizeof(type) == (size), #type)
#define NVML_OFFSET(type, field, offset) static_assert(offsetof(type, field) == (offset), #type "." #field)

enum { NVML_BRAND_TESLA = 2, NVML_BRAND_NVIDIA = 14 };
enum { NVML_AFFINITY_SCOPE_NODE = 0, NVML_AFFINITY_SCOPE_SOCKET = 1 };
enum { NVML_TEMPERATURE_GPU = 0, NVML_TEMPERATURE_THRESHOLD_COUNT = 8 };
enum { NVML_MEMORY_ERROR_TYPE_COUNT = 2, NVML_ECC_COUNTER_TYPE_COUNT = 2, NVML_MEMORY_LOCATION_COUNT = 8 };
enum { NVML_MEMORY_LOCATION_DRAM = 2, NVML_MEMORY_LOCATION_SRAM = 7 };
enum { NVML_NVLINK_CAP_COUNT = 6, NVML_NVLINK_ERROR_COUNT = 5 };
enum { NVML_PAGE_RETIREMENT_CAUSE_COUNT = 2 };
enum { NVML_GPU_INSTANCE_PROFILE_COUNT = 0x12 };
enum {
    NVML_VALUE_TYPE_DOUBLE = 0,
    NVML_VALUE_TYPE_UNSIGNED_INT = 1,
    NVML_VALUE_TYPE_UNSIGNED_LONG = 2,
    NVML_VALUE_TYPE_UNSIGNED_LONG_LONG = 3,
    NVML_VALUE_TYPE_SIGNED_LONG_LONG = 4,
    NVML_VALUE_TYPE_SIGNED_INT = 5,
    NVML_VALUE_TYPE_UNSIGNED_SHORT = 6,
};

typedef struct {
    char busIdLegacy[16];
    unsigned int domain;
    unsigned int bus;
    unsigned int device;
    unsigned int pciDeviceId;
    unsigned int pciSubSystemId;
    char busId[32];
} nvmlPciInfo_t;
NVML_LAYOUT(nvmlPciInfo_t, 68);
NVML_OFFSET(nvmlPciInfo_t, domain, 16);
NVML_OFFSET(nvmlPciInfo_t, busId, 36);

typedef struct {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
} nvmlMemory_t;
NVML_LAYOUT(nvmlMemory_t, 24);

typedef struct {
    unsigned int version;
    unsigned long long total;
    unsigned long long reserved;
    unsigned long long free;
    unsigned long long used;
} nvmlMemory_v2_t;
NVML_LAYOUT(nvmlMemory_v2_t, 40);
NVML_OFFSET(nvmlMemory_v2_t, total, 8);

typedef struct {
    unsigned int multiprocessorCount;
    unsigned int sharedCopyEngineCount;
    unsigned int sharedDecoderCount;
    unsigned int sharedEncoderCount;
    unsigned int sharedJpegCount;
    unsigned int sharedOfaCount;
    unsigned int gpuInstanceSliceCount;
    unsigned int computeInstanceSliceCount;
    unsigned long long memorySizeMB;
} nvmlDeviceAttributes_t;
NVML_LAYOUT(nvmlDeviceAttributes_t, 40);
NVML_OFFSET(nvmlDeviceAttributes_t, memorySizeMB, 32);

typedef struct {
    unsigned int id;
    unsigned int isP2pSupported;
    unsigned int sliceCount;
    unsigned int instanceCount;
    unsigned int multiprocessorCount;
    unsigned int copyEngineCount;
    unsigned int decoderCount;
    unsigned int encoderCount;
    unsigned int jpegCount;
    unsigned int ofaCount;
    unsigned long long memorySizeMB;
} nvmlGpuInstanceProfileInfo_t;
NVML_LAYOUT(nvmlGpuInstanceProfileInfo_t, 48);
NVML_OFFSET(nvmlGpuInstanceProfileInfo_t, memorySizeMB, 40);

typedef struct {
    unsigned int version;
    unsigned int id;
    unsigned int isP2pSupported;
    unsigned int sliceCount;
    unsigned int instanceCount;
    unsigned int multiprocessorCount;
    unsigned int copyEngineCount;
    unsigned int decoderCount;
    unsigned int encoderCount;
    unsigned int jpegCount;
    unsigned int ofaCount;
    unsigned long long memorySizeMB;
    char name[96];
} nvmlGpuInstanceProfileInfo_v2_t;
NVML_LAYOUT(nvmlGpuInstanceProfileInfo_v2_t, 152);
NVML_OFFSET(nvmlGpuInstanceProfileInfo_v2_t, memorySizeMB, 48);
NVML_OFFSET(nvmlGpuInstanceProfileInfo_v2_t, name, 56);

typedef struct {
    unsigned int version;
    unsigned int id;
    unsigned int sliceCount;
    unsigned int instanceCount;
    unsigned int multiprocessorCount;
    unsigned int copyEngineCount;
    unsigned int decoderCount;
    unsigned int encoderCount;
    unsigned int jpegCount;
    unsigned int ofaCount;
    unsigned long long memorySizeMB;
    char name[96];
    unsigned int capabilities;
} nvmlGpuInstanceProfileInfo_v3_t;
NVML_LAYOUT(nvmlGpuInstanceProfileInfo_v3_t, 152);
NVML_OFFSET(nvmlGpuInstanceProfileInfo_v3_t, memorySizeMB, 40);
NVML_OFFSET(nvmlGpuInstanceProfileInfo_v3_t, capabilities, 144);

typedef struct {
    unsigned int fieldId;
    unsigned int scopeId;
    long long timestamp;
    long long latencyUsec;
    nvmlValueType_t valueType;
    nvmlReturn_t nvmlReturn;
    union {
        double dVal;
        int siVal;
        unsigned int uiVal;
        unsigned long ulVal;
        unsigned long long ullVal;
        long long sllVal;
        unsigned short usVal;
    } value;
} nvmlFieldValue_t;
NVML_LAYOUT(nvmlFieldValue_t, 40);
NVML_OFFSET(nvmlFieldValue_t, timestamp, 8);
NVML_OFFSET(nvmlFieldValue_t, valueType, 24);
NVML_OFFSET(nvmlFieldValue_t, nvmlReturn, 28);
NVML_OFFSET(nvmlFieldValue_t, value, 32);

typedef struct {
    unsigned char clusterUuid[16];
    nvmlReturn_t status;
    unsigned int cliqueId;
    unsigned char state;
} nvmlGpuFabricInfo_t;
NVML_LAYOUT(nvmlGpuFabricInfo_t, 28);
NVML_OFFSET(nvmlGpuFabricInfo_t, state, 24);

typedef struct {
    unsigned int version;
    unsigned char clusterUuid[16];
    nvmlReturn_t status;
    unsigned int cliqueId;
    unsigned char state;
    unsigned int healthMask;
} nvmlGpuFabricInfo_v2_t;
NVML_LAYOUT(nvmlGpuFabricInfo_v2_t, 36);
NVML_OFFSET(nvmlGpuFabricInfo_v2_t, state, 28);
NVML_OFFSET(nvmlGpuFabricInfo_v2_t, healthMask, 32);

typedef struct {
    unsigned int version;
    unsigned char clusterUuid[16];
    nvmlReturn_t status;
    unsigned int cliqueId;
    unsigned char state;
    unsigned int healthMask;
    unsigned char healthSummary;
} nvmlGpuFabricInfo_v3_t;
NVML_LAYOUT(nvmlGpuFabricInfo_v3_t, 40);
NVML_OFFSET(nvmlGpuFabricInfo_v3_t, healthSummary, 36);

typedef struct {
    unsigned int isC2cEnabled;
} nvmlC2cModeInfo_v1_t;
NVML_LAYOUT(nvmlC2cModeInfo_v1_t, 4);

typedef struct {
    unsigned int version;
    unsigned long long aggregateUncParity;
    unsigned long long aggregateUncSecDed;
    unsigned long long aggregateCor;
    unsigned long long volatileUncParity;
    unsigned long long volatileUncSecDed;
    unsigned long long volatileCor;
    unsigned long long aggregateUncBucketL2;
    unsigned long long aggregateUncBucketSm;
    unsigned long long aggregateUncBucketPcie;
    unsigned long long aggregateUncBucketMcu;
    unsigned long long aggregateUncBucketOther;
    unsigned int bThresholdExceeded;
} nvmlEccSramErrorStatus_v1_t;
NVML_LAYOUT(nvmlEccSramErrorStatus_v1_t, 104);
NVML_OFFSET(nvmlEccSramErrorStatus_v1_t, aggregateUncParity, 8);
NVML_OFFSET(nvmlEccSramErrorStatus_v1_t, bThresholdExceeded, 96);

typedef struct {
    unsigned int unit;
    unsigned int location;
    unsigned int sublocation;
    unsigned int extlocation;
    unsigned int address;
    unsigned int isParity;
    unsigned int count;
} nvmlEccSramUniqueUncorrectedErrorEntry_v1_t;
NVML_LAYOUT(nvmlEccSramUniqueUncorrectedErrorEntry_v1_t, 28);

typedef struct {
    unsigned int version;
    unsigned int entryCount;
    nvmlEccSramUniqueUncorrectedErrorEntry_v1_t *entries;
} nvmlEccSramUniqueUncorrectedErrorCounts_v1_t;
NVML_LAYOUT(nvmlEccSramUniqueUncorrectedErrorCounts_v1_t, 16);
NVML_OFFSET(nvmlEccSramUniqueUncorrectedErrorCounts_v1_t, entries, 8);

typedef struct {
    unsigned int max;
    unsigned int high;
    unsigned int partial;
    unsigned int low;
    unsigned int none;
} nvmlRowRemapperHistogramValues_t;
NVML_LAYOUT(nvmlRowRemapperHistogramValues_t, 20);

typedef struct {
    unsigned int version;
    unsigned int bChannelRepairPending;
    unsigned int bTpcRepairPending;
} nvmlRepairStatus_v1_t;
NVML_LAYOUT(nvmlRepairStatus_v1_t, 12);

typedef struct {
    unsigned int bUnrepairableMemory;
} nvmlUnrepairableMemoryStatus_v1_t;
NVML_LAYOUT(nvmlUnrepairableMemoryStatus_v1_t, 4);

typedef struct {
    unsigned int version;
    nvmlTemperatureSensors_t sensorType;
    int temperature;
} nvmlTemperature_v1_t;
NVML_LAYOUT(nvmlTemperature_v1_t, 12);

typedef struct {
    unsigned int version;
    int marginTemperature;
} nvmlMarginTemperature_v1_t;
NVML_LAYOUT(nvmlMarginTemperature_v1_t, 8);

typedef struct {
    unsigned int gpu;
    unsigned int memory;
} nvmlUtilization_t;
NVML_LAYOUT(nvmlUtilization_t, 8);

typedef struct {
    unsigned int pid;
    unsigned long long usedGpuMemory;
} nvmlProcessInfo_v1_t;
NVML_LAYOUT(nvmlProcessInfo_v1_t, 16);

typedef struct {
    unsigned int pid;
    unsigned long long usedGpuMemory;
    unsigned int gpuInstanceId;
    unsigned int computeInstanceId;
} nvmlProcessInfo_t;
NVML_LAYOUT(nvmlProcessInfo_t, 24);
NVML_OFFSET(nvmlProcessInfo_t, usedGpuMemory, 8);
NVML_OFFSET(nvmlProcessInfo_t, gpuInstanceId, 16);

typedef struct {
    unsigned int version;
    unsigned int isNvleEnabled;
} nvmlNvLinkInfo_v1_t;
NVML_LAYOUT(nvmlNvLinkInfo_v1_t, 8);

typedef struct {
    unsigned char ucodeType;
    unsigned int major;
    unsigned int minor;
    unsigned int subMinor;
} nvmlNvlinkFirmwareVersion_t;
NVML_LAYOUT(nvmlNvlinkFirmwareVersion_t, 16);

typedef struct {
    unsigned int version;
    unsigned int isNvleEnabled;
    nvmlNvlinkFirmwareVersion_t firmwareVersion[100];
    unsigned int numValidEntries;
} nvmlNvLinkInfo_v2_t;
NVML_LAYOUT(nvmlNvLinkInfo_v2_t, 1612);
NVML_OFFSET(nvmlNvLinkInfo_v2_t, numValidEntries, 1608);

typedef struct {
    nvmlDevice_t device;
    unsigned long long eventType;
    unsigned long long eventData;
    unsigned int gpuInstanceId;
    unsigned int computeInstanceId;
} nvmlEventData_t;
NVML_LAYOUT(nvmlEventData_t, 32);
NVML_OFFSET(nvmlEventData_t, gpuInstanceId, 24);

typedef struct {
    unsigned int version;
    nvmlSystemEventSet_t set;
} nvmlSystemEventSetRequest_v1_t;
NVML_LAYOUT(nvmlSystemEventSetRequest_v1_t, 16);
NVML_OFFSET(nvmlSystemEventSetRequest_v1_t, set, 8);

typedef struct {
    unsigned int version;
    unsigned long long eventTypes;
    nvmlSystemEventSet_t set;
} nvmlSystemRegisterEventRequest_v1_t;
NVML_LAYOUT(nvmlSystemRegisterEventRequest_v1_t, 24);

typedef struct {
    unsigned long long eventType;
    unsigned int gpuId;
} nvmlSystemEventData_v1_t;
NVML_LAYOUT(nvmlSystemEventData_v1_t, 16);

typedef struct {
    unsigned int version;
    unsigned int timeoutms;
    nvmlSystemEventSet_t set;
    nvmlSystemEventData_v1_t *data;
    unsigned int dataSize;
    unsigned int numEvent;
} nvmlSystemEventSetWaitRequest_v1_t;
NVML_LAYOUT(nvmlSystemEventSetWaitRequest_v1_t, 32);
NVML_OFFSET(nvmlSystemEventSetWaitRequest_v1_t, data, 16);

#endif
