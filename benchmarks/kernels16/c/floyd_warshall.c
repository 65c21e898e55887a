#include <stdint.h>

void floyd_warshall(double *distance, int64_t n, int64_t n1) {
    for (int64_t k = 0; k < n; k++)
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < n; j++) {
                double through = distance[i * n + k] + distance[k * n + j];
                if (through < distance[i * n + j]) distance[i * n + j] = through;
            }
}
