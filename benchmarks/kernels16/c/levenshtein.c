#include <stdint.h>
#include <stdlib.h>

int64_t levenshtein(const uint8_t *a, int64_t n, const uint8_t *b, int64_t m) {
    int64_t columns = m + 1;
    int64_t *previous = malloc(columns * sizeof *previous);
    int64_t *current = malloc(columns * sizeof *current);
    for (int64_t j = 0; j < columns; j++) previous[j] = j;
    for (int64_t i = 1; i <= n; i++) {
        current[0] = i;
        for (int64_t j = 1; j < columns; j++) {
            int64_t best = previous[j] + 1;
            if (current[j - 1] + 1 < best) best = current[j - 1] + 1;
            int64_t changed = previous[j - 1] + (a[i - 1] != b[j - 1]);
            current[j] = changed < best ? changed : best;
        }
        int64_t *kept = previous;
        previous = current;
        current = kept;
    }
    int64_t distance = previous[columns - 1];
    free(previous);
    free(current);
    return distance;
}
