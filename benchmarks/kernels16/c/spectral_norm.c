#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static inline double element(int64_t i, int64_t j) {
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

static void times(int64_t n, const double *restrict v, double *restrict out) {
    for (int64_t i = 0; i < n; i++) {
        double total = 0.0;
        for (int64_t j = 0; j < n; j++) total += element(i, j) * v[j];
        out[i] = total;
    }
}

static void times_transposed(int64_t n, const double *restrict v, double *restrict out) {
    for (int64_t i = 0; i < n; i++) {
        double total = 0.0;
        for (int64_t j = 0; j < n; j++) total += element(j, i) * v[j];
        out[i] = total;
    }
}

double spectral_norm(int64_t n) {
    double *u = malloc(n * sizeof *u), *v = malloc(n * sizeof *v), *w = malloc(n * sizeof *w);
    for (int64_t i = 0; i < n; i++) u[i] = 1.0;
    for (int round = 0; round < 10; round++) {
        times(n, u, w);
        times_transposed(n, w, v);
        times(n, v, w);
        times_transposed(n, w, u);
    }
    double uv = 0.0, vv = 0.0;
    for (int64_t i = 0; i < n; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    free(u);
    free(v);
    free(w);
    return sqrt(uv / vv);
}
