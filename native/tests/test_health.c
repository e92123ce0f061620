#include "check.h"

void test_fields(void)
{
    nvmlFieldValue_t values[] = {{.fieldId = 165, .scopeId = 3}, {.fieldId = 164, .scopeId = 3},
                                 {.fieldId = 165, .scopeId = 18}, {.fieldId = 9999}, {.fieldId = 193}};
    use_shipped("broken");
    OK(CALL(nvmlDeviceGetFieldValues)(gpu(2), 5, values));
    EQUAL(0, values[0].value.uiVal);
    EQUAL(NVML_VALUE_TYPE_UNSIGNED_INT, values[0].valueType);
    CHECK(values[0].timestamp > 1600000000000000LL);
    EQUAL(0, values[1].value.uiVal);
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, values[2].nvmlReturn);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, values[3].nvmlReturn);
    EQUAL(NVML_VALUE_TYPE_SIGNED_INT, values[4].valueType);
    EQUAL(-8, values[4].value.siVal);
    EQUAL(26562, field(gpu(0), 164, 0).value.uiVal);
    EQUAL(1, field(gpu(4), 230, 0).value.uiVal);
    EQUAL(0, field(gpu(0), 230, 0).value.uiVal);
    EQUAL(44, field(gpu(0), 82, 0).value.uiVal);
    EQUAL(1742, field(gpu(6), 94, 0).value.uiVal);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, field(gpu(0), 206, 0).nvmlReturn);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, field(gpu(0), 170, 0).nvmlReturn);
    end();

    use_shipped("gb200-tray");
    EQUAL(53125, field(gpu(0), 164, 17).value.uiVal);
    EQUAL(15 << 8 | 254, field(gpu(0), 220, 0).value.ullVal);
    EQUAL(0, field(gpu(0), 214, 0xFFFFFFFFu).value.ullVal);
    EQUAL(NVML_VALUE_TYPE_UNSIGNED_LONG_LONG, field(gpu(0), 214, 1).valueType);
    EQUAL(5, field(gpu(0), 170, 0).value.uiVal);
    EQUAL(44712, field(gpu(0), 172, 4).value.uiVal);
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, field(gpu(0), 172, 5).nvmlReturn);
    end();

    use_text("[driver]\nversion = 580.1\n[gpu 0]\nnvlink.count = 3\nnvlink.default = state=up version=5\n"
             "nvlink.1 = rcv_errors=7 effective_ber=3e-9\nnvlink.2 = rcv_errors=5\n");
    EQUAL(12, field(gpu(0), 208, 0xFFFFFFFFu).value.ullVal);
    EQUAL(7, field(gpu(0), 208, 1).value.ullVal);
    EQUAL(3 << 8 | 9, field(gpu(0), 220, 0xFFFFFFFFu).value.ullVal);
    end();

    use_shipped("pcie8");
    EQUAL(NVML_ERROR_NOT_SUPPORTED, field(gpu(0), 230, 0).nvmlReturn);
    end();
}

static void memory_errors(void)
{
    unsigned int a, b, c, d;
    unsigned long long count;
    nvmlRowRemapperHistogramValues_t histogram;
    nvmlEccSramErrorStatus_v1_t sram = {.version = 0x01000068};
    use_shipped("broken");
    OK(CALL(nvmlDeviceGetEccMode)(gpu(0), &a, &b));
    EQUAL(2, a + b);
    OK(CALL(nvmlDeviceGetTotalEccErrors)(gpu(4), 1, 0, &count));
    EQUAL(1, count);
    OK(CALL(nvmlDeviceGetMemoryErrorCounter)(gpu(4), 1, 1, 2, &count));
    EQUAL(1, count);
    OK(CALL(nvmlDeviceGetMemoryErrorCounter)(gpu(4), 0, 1, 7, &count));
    EQUAL(0, count);
    EQUAL(NVML_ERROR_NOT_SUPPORTED, CALL(nvmlDeviceGetMemoryErrorCounter)(gpu(4), 0, 1, 0, &count));
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetMemoryErrorCounter)(gpu(4), 0, 1, 8, &count));
    OK(CALL(nvmlDeviceGetRemappedRows)(gpu(4), &a, &b, &c, &d));
    EQUAL(0, a);
    EQUAL(1, b);
    EQUAL(1, c);
    EQUAL(0, d);
    OK(CALL(nvmlDeviceGetRowRemapperHistogram)(gpu(4), &histogram));
    EQUAL(2560, histogram.max);
    OK(CALL(nvmlDeviceGetSramEccErrorStatus)(gpu(4), &sram));
    EQUAL(0, sram.bThresholdExceeded);
    end();
}

static void retired_pages(void)
{
    unsigned long long addresses[2], timestamps[2];
    unsigned int count = 0;
    use_text("[driver]\nversion = 470.1\n[gpu 0]\nretired.sbe = none\nretired.dbe = 0x1000@1700000000, 2000\n"
             "retired.pending = yes\n");
    EQUAL(NVML_ERROR_INSUFFICIENT_SIZE, CALL(nvmlDeviceGetRetiredPages_v2)(gpu(0), 1, &count, NULL, NULL));
    EQUAL(2, count);
    OK(CALL(nvmlDeviceGetRetiredPages_v2)(gpu(0), 1, &count, addresses, timestamps));
    EQUAL(0x1000, addresses[0]);
    EQUAL(1700000000, timestamps[0]);
    EQUAL(0x2000, addresses[1]);
    OK(CALL(nvmlDeviceGetRetiredPages_v2)(gpu(0), 0, &count, addresses, timestamps));
    EQUAL(0, count);
    OK(CALL(nvmlDeviceGetRetiredPagesPendingStatus)(gpu(0), &count));
    EQUAL(1, count);
    end();
}

static void bus_and_heat(void)
{
    unsigned int number;
    unsigned long long reasons;
    nvmlTemperature_v1_t temperature = {.version = 0x0100000C};
    nvmlMarginTemperature_v1_t margin = {.version = 0x01000008};
    nvmlUtilization_t utilization;
    use_shipped("broken");
    OK(CALL(nvmlDeviceGetCurrPcieLinkWidth)(gpu(6), &number));
    EQUAL(8, number);
    OK(CALL(nvmlDeviceGetMaxPcieLinkWidth)(gpu(6), &number));
    EQUAL(16, number);
    OK(CALL(nvmlDeviceGetCurrPcieLinkGeneration)(gpu(6), &number));
    EQUAL(5, number);
    OK(CALL(nvmlDeviceGetPcieSpeed)(gpu(6), &number));
    EQUAL(32000, number);
    OK(CALL(nvmlDeviceGetPcieReplayCounter)(gpu(6), &number));
    EQUAL(1742, number);
    OK(CALL(nvmlDeviceGetCurrentClocksEventReasons)(gpu(5), &reasons));
    EQUAL(0x48, reasons);
    OK(CALL(nvmlDeviceGetCurrentClocksThrottleReasons)(gpu(5), &reasons));
    EQUAL(0x48, reasons);
    OK(CALL(nvmlDeviceGetTemperature)(gpu(5), 0, &number));
    EQUAL(90, number);
    EQUAL(NVML_ERROR_INVALID_ARGUMENT, CALL(nvmlDeviceGetTemperature)(gpu(5), 1, &number));
    OK(CALL(nvmlDeviceGetTemperatureV)(gpu(5), &temperature));
    EQUAL(90, temperature.temperature);
    OK(CALL(nvmlDeviceGetMarginTemperature)(gpu(5), &margin));
    EQUAL(-1, margin.marginTemperature);
    OK(CALL(nvmlDeviceGetTemperatureThreshold)(gpu(5), 1, &number));
    EQUAL(89, number);
    OK(CALL(nvmlDeviceGetPowerUsage)(gpu(0), &number));
    EQUAL(69840, number);
    OK(CALL(nvmlDeviceGetUtilizationRates)(gpu(0), &utilization));
    OK(CALL(nvmlDeviceGetPerformanceState)(gpu(0), &number));
    EQUAL(0, number);
    OK(CALL(nvmlDeviceGetPersistenceMode)(gpu(0), &number));
    EQUAL(1, number);
    end();
}

void test_health(void)
{
    memory_errors();
    retired_pages();
    bus_and_heat();
}
