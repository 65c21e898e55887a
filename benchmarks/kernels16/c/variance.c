#include <stdint.h>

double variance(const double *x, int64_t n) {
    double total = 0.0, squares = 0.0;
    for (int64_t i = 0; i < n; i++) total += x[i];
    double mean = total / n;
    for (int64_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
    return squares / n;
}
