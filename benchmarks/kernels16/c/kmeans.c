#include <math.h>
#include <stdint.h>
#include <stdlib.h>

void kmeans(const double *restrict points, int64_t n, int64_t d, const double *restrict centres,
            int64_t k, int64_t d1, int64_t *restrict labels, int64_t n1, double *restrict moved,
            int64_t k1, int64_t d2) {
    int64_t *members = calloc(k, sizeof *members);
    for (int64_t i = 0; i < k * d; i++) moved[i] = 0.0;
    for (int64_t i = 0; i < n; i++) {
        int64_t best = 0;
        double least = INFINITY;
        for (int64_t c = 0; c < k; c++) {
            double square = 0.0;
            for (int64_t j = 0; j < d; j++) {
                double difference = points[i * d + j] - centres[c * d + j];
                square += difference * difference;
            }
            if (square < least) {
                least = square;
                best = c;
            }
        }
        labels[i] = best;
        members[best]++;
        for (int64_t j = 0; j < d; j++) moved[best * d + j] += points[i * d + j];
    }
    for (int64_t c = 0; c < k; c++)
        for (int64_t j = 0; j < d; j++) moved[c * d + j] /= members[c] > 1 ? members[c] : 1;
    free(members);
}
