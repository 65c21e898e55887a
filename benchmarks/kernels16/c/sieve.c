#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int64_t sieve(int64_t n) {
    unsigned char *prime = malloc(n);
    memset(prime, 1, n);
    int64_t count = 0;
    for (int64_t i = 2; i < n; i++)
        if (prime[i]) {
            count++;
            for (int64_t multiple = i * i; multiple < n; multiple += i) prime[multiple] = 0;
        }
    free(prime);
    return count;
}
