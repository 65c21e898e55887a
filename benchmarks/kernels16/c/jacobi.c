#include <stdint.h>

static void sweep(int64_t n, int64_t m, const double *restrict from, double *restrict to) {
    for (int64_t i = 1; i < n - 1; i++)
        for (int64_t j = 1; j < m - 1; j++) {
            const double *at = from + i * m + j;
            to[i * m + j] = 0.2 * (at[0] + at[-1] + at[1] + at[m] + at[-m]);
        }
}

void jacobi(int64_t steps, double *restrict b, int64_t n, int64_t m, double *restrict a,
            int64_t n1, int64_t m1) {
    for (int64_t step = 0; step < steps; step++) {
        sweep(n, m, a, b);
        sweep(n, m, b, a);
    }
}
