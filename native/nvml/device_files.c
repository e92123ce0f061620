#include "device_files.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

static int files[MAX_GPUS + 1];
static int count;

static void open_one(const char *path)
{
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file >= 0)
        files[count++] = file;
}

void device_files_open(const struct scenario *scenario)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/nvidiactl", scenario->device_dir);
    open_one(path);
    for (int i = 0; i < MAX_GPUS; i++) {
        const struct gpu *gpu = &scenario->gpus[i];
        if (!gpu->present || !gpu->facts[GPU_MINOR].has)
            continue;
        snprintf(path, sizeof path, "%s/nvidia%lld", scenario->device_dir, gpu->facts[GPU_MINOR].value);
        open_one(path);
    }
}

void device_files_close(void)
{
    while (count > 0)
        close(files[--count]);
}
