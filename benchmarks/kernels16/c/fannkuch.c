#include <stdint.h>

int64_t fannkuch(int64_t n) {
    int64_t permutation[32], flipped[32], count[32], most = 0, r = n;
    for (int64_t i = 0; i < n; i++) permutation[i] = i;
    for (;;) {
        for (; r != 1; r--) count[r - 1] = r;
        for (int64_t i = 0; i < n; i++) flipped[i] = permutation[i];
        int64_t flips = 0;
        for (int64_t first = flipped[0]; first != 0; first = flipped[0]) {
            for (int64_t low = 0, high = first; low < high; low++, high--) {
                int64_t kept = flipped[low];
                flipped[low] = flipped[high];
                flipped[high] = kept;
            }
            flips++;
        }
        if (flips > most) most = flips;
        for (;;) {
            if (r == n) return most;
            int64_t front = permutation[0];
            for (int64_t i = 0; i < r; i++) permutation[i] = permutation[i + 1];
            permutation[r] = front;
            if (--count[r] > 0) break;
            r++;
        }
    }
}
