#ifndef CHECK_H
#define CHECK_H

#include "nvml_api.h"

#include <stdbool.h>
#include <stdio.h>

extern int passed, failed;

void check_that(bool ok, const char *file, int line, const char *text);
void check_equal(long long expected, long long actual, const char *file, int line, const char *text);
void check_text(const char *expected, const char *actual, const char *file, int line, const char *text);

#define CHECK(condition) check_that((condition), __FILE__, __LINE__, #condition)
#define EQUAL(expected, actual) check_equal((long long)(expected), (long long)(actual), __FILE__, __LINE__, #actual)
#define TEXT(expected, actual) check_text((expected), (actual), __FILE__, __LINE__, #actual)
#define OK(call) EQUAL(NVML_SUCCESS, call)

/* The function of the library under test, by its name. */
void *symbol(const char *name);
#define CALL(name) ((__typeof__(&name))symbol(#name))

void use_library(const char *file);
void use_shipped(const char *scenario);
void use_text(const char *text);
void rewrite(const char *text);
const char *scratch(void);
const char *build_folder(void);
const char *scenario_folder(void);
void end(void);
nvmlDevice_t gpu(unsigned int index);
nvmlFieldValue_t field(nvmlDevice_t device, unsigned int id, unsigned int scope);
long long now_ms(void);

void test_identity(void);
void test_mig(void);
void test_nvlink(void);
void test_fields(void);
void test_health(void);
void test_errors(void);
void test_reload(void);
void test_faults(void);
void test_events(void);
void test_descriptors(void);
void test_threads(void);
void test_old_library(void);
void test_neighbour_file(void);

#endif
