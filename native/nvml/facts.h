#ifndef FACTS_H
#define FACTS_H

#include <stdbool.h>

/* A fact the scenario may leave out: without it the library answers NOT_SUPPORTED. */
struct fact {
    bool has;
    long long value;
};

struct name {
    const char *text;
    long long value;
};

/* id, key in the scenario file, names the value may have besides a number */
#define GPU_FACTS(X)                                        \
    X(MINOR, "minor", NULL)                                 \
    X(LOST, "lost", lost_names)                             \
    X(MEMORY_MIB, "memory_mib", NULL)                       \
    X(MEMORY_USED_MIB, "memory_used_mib", NULL)             \
    X(MEMORY_RESERVED_MIB, "memory_reserved_mib", NULL)     \
    X(BRAND, "brand", brand_names)                          \
    X(ARCHITECTURE, "architecture", architecture_names)     \
    X(NUMA_NODE, "numa_node_id", NULL)                      \
    X(PERSISTENCE, "persistence", switch_names)             \
    X(MIG_MODE, "mig.mode", switch_names)                   \
    X(MIG_PENDING, "mig.pending", switch_names)             \
    X(MIG_MAX, "mig.max", NULL)                             \
    X(ECC_MODE, "ecc.mode", switch_names)                   \
    X(ECC_PENDING, "ecc.pending", switch_names)             \
    X(SRAM_AGG_PARITY, "sram.aggregate_parity", NULL)       \
    X(SRAM_AGG_SECDED, "sram.aggregate_secded", NULL)       \
    X(SRAM_AGG_COR, "sram.aggregate_corrected", NULL)       \
    X(SRAM_VOL_PARITY, "sram.volatile_parity", NULL)        \
    X(SRAM_VOL_SECDED, "sram.volatile_secded", NULL)        \
    X(SRAM_VOL_COR, "sram.volatile_corrected", NULL)        \
    X(SRAM_L2, "sram.bucket_l2", NULL)                      \
    X(SRAM_SM, "sram.bucket_sm", NULL)                      \
    X(SRAM_PCIE, "sram.bucket_pcie", NULL)                  \
    X(SRAM_MCU, "sram.bucket_mcu", NULL)                    \
    X(SRAM_OTHER, "sram.bucket_other", NULL)                \
    X(SRAM_THRESHOLD, "sram.threshold_exceeded", switch_names) \
    X(REMAP_COR, "remap.corrected", NULL)                   \
    X(REMAP_UNC, "remap.uncorrected", NULL)                 \
    X(REMAP_PENDING, "remap.pending", switch_names)         \
    X(REMAP_FAILED, "remap.failed", switch_names)           \
    X(HISTOGRAM_MAX, "histogram.max", NULL)                 \
    X(HISTOGRAM_HIGH, "histogram.high", NULL)               \
    X(HISTOGRAM_PARTIAL, "histogram.partial", NULL)         \
    X(HISTOGRAM_LOW, "histogram.low", NULL)                 \
    X(HISTOGRAM_NONE, "histogram.none", NULL)               \
    X(RETIRED_PENDING, "retired.pending", switch_names)     \
    X(REPAIR_CHANNEL, "repair.channel_pending", switch_names) \
    X(REPAIR_TPC, "repair.tpc_pending", switch_names)       \
    X(UNREPAIRABLE, "unrepairable_memory", switch_names)    \
    X(THROTTLE, "throttle.reasons", NULL)                   \
    X(THROTTLE_SUPPORTED, "throttle.supported", NULL)       \
    X(PCIE_GEN, "pcie.gen", NULL)                           \
    X(PCIE_WIDTH, "pcie.width", NULL)                       \
    X(PCIE_MAX_GEN, "pcie.max_gen", NULL)                   \
    X(PCIE_MAX_WIDTH, "pcie.max_width", NULL)               \
    X(PCIE_GPU_MAX_GEN, "pcie.gpu_max_gen", NULL)           \
    X(PCIE_SPEED, "pcie.speed_mbps", NULL)                  \
    X(PCIE_REPLAY, "pcie.replay", NULL)                     \
    X(PCIE_ROLLOVER, "pcie.replay_rollover", NULL)          \
    X(PCIE_RECOVERY, "pcie.l0_recovery", NULL)              \
    X(PCIE_CORRECTABLE, "pcie.correctable", NULL)           \
    X(PCIE_NAK_RECEIVED, "pcie.nak_received", NULL)         \
    X(PCIE_RECEIVER, "pcie.receiver_error", NULL)           \
    X(PCIE_BAD_TLP, "pcie.bad_tlp", NULL)                   \
    X(PCIE_NAK_SENT, "pcie.nak_sent", NULL)                 \
    X(PCIE_BAD_DLLP, "pcie.bad_dllp", NULL)                 \
    X(PCIE_NONFATAL, "pcie.nonfatal", NULL)                 \
    X(PCIE_FATAL, "pcie.fatal", NULL)                       \
    X(PCIE_UNSUPPORTED, "pcie.unsupported_request", NULL)   \
    X(PCIE_LCRC, "pcie.lcrc", NULL)                         \
    X(PCIE_LANE, "pcie.lane", NULL)                         \
    X(TEMPERATURE, "temperature.gpu", NULL)                 \
    X(TEMPERATURE_MEMORY, "temperature.memory", NULL)       \
    X(MARGIN, "temperature.margin", NULL)                   \
    X(THRESHOLD_SHUTDOWN, "threshold.shutdown", NULL)       \
    X(THRESHOLD_SLOWDOWN, "threshold.slowdown", NULL)       \
    X(THRESHOLD_MEM_MAX, "threshold.mem_max", NULL)         \
    X(THRESHOLD_GPU_MAX, "threshold.gpu_max", NULL)         \
    X(THRESHOLD_ACOUSTIC_MIN, "threshold.acoustic_min", NULL) \
    X(THRESHOLD_ACOUSTIC_CURR, "threshold.acoustic_curr", NULL) \
    X(THRESHOLD_ACOUSTIC_MAX, "threshold.acoustic_max", NULL) \
    X(THRESHOLD_GPS_CURR, "threshold.gps_curr", NULL)       \
    X(TLIMIT_SHUTDOWN, "tlimit.shutdown", NULL)             \
    X(TLIMIT_SLOWDOWN, "tlimit.slowdown", NULL)             \
    X(TLIMIT_MEM_MAX, "tlimit.mem_max", NULL)               \
    X(TLIMIT_GPU_MAX, "tlimit.gpu_max", NULL)               \
    X(POWER, "power_mw", NULL)                              \
    X(UTIL_GPU, "utilization.gpu", NULL)                    \
    X(UTIL_MEMORY, "utilization.memory", NULL)              \
    X(PSTATE, "pstate", NULL)                               \
    X(RECOVERY_ACTION, "recovery_action", recovery_names)   \
    X(FABRIC_STATE, "fabric.state", fabric_names)           \
    X(FABRIC_STATUS, "fabric.status", error_names)          \
    X(FABRIC_CLIQUE, "fabric.clique_id", NULL)              \
    X(FABRIC_HEALTH, "fabric.health_mask", NULL)            \
    X(FABRIC_SUMMARY, "fabric.health_summary", summary_names) \
    X(C2C_MODE, "c2c.mode", switch_names)                   \
    X(C2C_LINKS, "c2c.links", NULL)                         \
    X(C2C_STATUS, "c2c.status", switch_names)               \
    X(C2C_BW, "c2c.bw_mbps", NULL)                          \
    X(NVLINK_COUNT, "nvlink.count", NULL)                   \
    X(NVLINK_ENCRYPTED, "nvlink.encrypted", switch_names)   \
    X(EVENTS, "events.supported", NULL)

#define LINK_FACTS(X)                                       \
    X(STATE, "state", link_state_names)                     \
    X(VERSION, "version", link_version_names)               \
    X(SPEED, "speed_mbps", NULL)                            \
    X(REMOTE, "remote", remote_names)                       \
    X(REMOTE_DEVICE_ID, "remote_device_id", NULL)           \
    X(CAP_P2P, "p2p", switch_names)                         \
    X(CAP_SYSMEM, "sysmem", switch_names)                   \
    X(CAP_P2P_ATOMICS, "p2p_atomics", switch_names)         \
    X(CAP_SYSMEM_ATOMICS, "sysmem_atomics", switch_names)   \
    X(CAP_SLI, "sli", switch_names)                         \
    X(CAP_VALID, "valid", switch_names)                     \
    X(REPLAY, "replay", NULL)                               \
    X(RECOVERY, "recovery", NULL)                           \
    X(CRC_FLIT, "crc_flit", NULL)                           \
    X(CRC_DATA, "crc_data", NULL)                           \
    X(ECC_DATA, "ecc_data", NULL)                           \
    X(MALFORMED, "malformed", NULL)                         \
    X(OVERRUN, "overrun", NULL)                             \
    X(RCV_ERRORS, "rcv_errors", NULL)                       \
    X(RCV_REMOTE, "rcv_remote", NULL)                       \
    X(RCV_GENERAL, "rcv_general", NULL)                     \
    X(INTEGRITY, "integrity", NULL)                         \
    X(XMIT_DISCARDS, "xmit_discards", NULL)                 \
    X(RECOVERED, "recovery_ok", NULL)                       \
    X(RECOVERY_FAILED, "recovery_failed", NULL)             \
    X(RECOVERY_EVENTS, "recovery_events", NULL)             \
    X(EFFECTIVE_BER, "effective_ber", NULL)                 \
    X(SYMBOL_BER, "symbol_ber", NULL)

#define AS_GPU_ID(id, key, names) GPU_##id,
#define AS_LINK_ID(id, key, names) LINK_##id,

enum { ECC_LOCATIONS = 9, ECC_TOTAL = 8 };
enum gpu_fact { GPU_FACTS(AS_GPU_ID) GPU_ECC, GPU_FACT_COUNT = GPU_ECC + 2 * 2 * ECC_LOCATIONS };
enum link_fact { LINK_FACTS(AS_LINK_ID) LINK_FACT_COUNT };
enum link_state { LINK_DOWN = 0, LINK_UP = 1, LINK_SLEEP = 2, LINK_UNSUPPORTED = 3 };
enum { REMOTE_NONE = -1 };
enum { LOST_HANDLES_TOO = 2 };

int gpu_fact_find(const char *key);
int link_fact_find(const char *key);
bool gpu_fact_parse(int id, const char *text, struct fact *fact);
bool link_fact_parse(int id, const char *text, struct fact *fact);

#endif
