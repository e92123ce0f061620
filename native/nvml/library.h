#ifndef LIBRARY_H
#define LIBRARY_H

#include <stdbool.h>

/* The one lock around scenario, handles and event sets, and what nvmlInit counts. */
void library_lock(void);
void library_unlock(void);
bool library_is_initialized(void);
void library_sleep(int milliseconds);
long long library_now_ms(void);

#endif
