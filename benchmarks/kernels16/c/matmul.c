#include <stdint.h>

void matmul(const double *restrict a, int64_t n, int64_t depth, const double *restrict b,
            int64_t depth_too, int64_t m, double *restrict out, int64_t n1, int64_t m1) {
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < m; j++) {
            double total = 0.0;
            for (int64_t k = 0; k < depth; k++) total += a[i * depth + k] * b[k * m + j];
            out[i * m + j] = total;
        }
}
