#ifndef SCENARIO_H
#define SCENARIO_H

#include "facts.h"
#include "nvml_abi.h"
#include "text.h"

enum {
    MAX_GPUS = 32,
    MAX_LINKS = 36,
    MAX_MIG = 16,
    MAX_PIDS = 32,
    MAX_PAGES = 32,
    MAX_FAULTS = 64,
    MAX_EVENTS = 128,
    MAX_PAIRS = 256,
    MAX_EVENT_NUMBER = 4096,
    MASK_WORDS = 16,
};

struct link {
    struct fact facts[LINK_FACT_COUNT];
    bool has_remote_bus;
    struct bdf remote_bus;
};

struct mig {
    bool present;
    char uuid[80];
    char profile[32];
    unsigned int gi, ci, slices, compute_slices, sm, copy_engines, decoders, encoders, jpegs, ofas;
    unsigned long long memory_mib;
};

struct mig_profile {
    bool present;
    char name[32];
    unsigned int id, slices, instances, sm, copy_engines, decoders, encoders, jpegs, ofas, p2p;
    unsigned long long memory_mib;
};

struct process {
    unsigned int pid;
    unsigned int gi, ci;
    unsigned long long memory_mib;
};

struct retired_page {
    unsigned long long address;
    unsigned long long timestamp;
};

struct retired_pages {
    bool has;
    int count;
    struct retired_page pages[MAX_PAGES];
};

struct mask {
    bool has;
    unsigned long words[MASK_WORDS];
};

struct gpu {
    bool present;
    char name[96];
    char uuid[80];
    char serial[30];
    bool has_bus;
    struct bdf bus;
    unsigned int pci_device_id, pci_subsystem_id;
    int capability_major, capability_minor;
    struct mask cpus, nodes;
    unsigned char cluster_uuid[16];
    struct fact facts[GPU_FACT_COUNT];
    struct link links[MAX_LINKS];
    struct mig migs[MAX_MIG];
    struct mig_profile profiles[NVML_GPU_INSTANCE_PROFILE_COUNT];
    struct retired_pages retired[NVML_PAGE_RETIREMENT_CAUSE_COUNT];
    int process_count;
    struct process processes[MAX_PIDS];
};

enum { ALL_GPUS = -1 };

struct fault {
    char function[72];
    int gpu;
    nvmlReturn_t error;
    int delay_ms;
    bool hang;
    int after;
    int times;
    int calls;
};

struct event {
    int number;
    int gpu;
    unsigned long long type;
    bool system;
    unsigned long long data;
    unsigned int gi, ci;
};

struct pair {
    int first, second;
    unsigned int level;
};

struct scenario {
    unsigned int reading; /* goes up with every file that was read */
    char driver_version[80];
    char nvml_version[80];
    int branch;
    int cuda_version;
    nvmlReturn_t init;
    char device_dir[256];
    struct gpu gpus[MAX_GPUS];
    unsigned int topology_default;
    int pair_count;
    struct pair pairs[MAX_PAIRS];
    int fault_count;
    struct fault faults[MAX_FAULTS];
    int event_count;
    struct event events[MAX_EVENTS];
};

/* Reads a scenario; NULL, and one line on stderr, when it does not parse. */
struct scenario *scenario_read(const char *path);

#endif
