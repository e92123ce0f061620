#ifndef DEVICE_FILES_H
#define DEVICE_FILES_H

#include "scenario.h"

/* The descriptors a driver library holds as long as it is in use: nvidiactl and one per GPU. */
void device_files_open(const struct scenario *scenario);
void device_files_close(void);

#endif
