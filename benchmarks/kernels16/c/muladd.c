#include <stdint.h>

void muladd(const double *restrict a, int64_t n, const double *restrict b, int64_t n1,
            const double *restrict c, int64_t n2, double *restrict out, int64_t n3) {
    for (int64_t i = 0; i < n; i++) out[i] = a[i] * b[i] + c[i];
}
