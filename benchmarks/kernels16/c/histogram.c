#include <stdint.h>

void histogram(const double *restrict data, int64_t n, int64_t *restrict counts, int64_t bins) {
    for (int64_t i = 0; i < n; i++) counts[(int64_t)(data[i] * bins)]++;
}
