#include <stdint.h>

void mandelbrot(int64_t limit, int64_t *restrict counts, int64_t height, int64_t width) {
    for (int64_t row = 0; row < height; row++) {
        double y = -1.25 + 2.5 * row / height;
        for (int64_t column = 0; column < width; column++) {
            double x = -2.0 + 2.75 * column / width;
            double re = 0.0, im = 0.0;
            int64_t n = 0;
            while (n < limit && re * re + im * im <= 4.0) {
                double next = re * re - im * im + x;
                im = 2.0 * re * im + y;
                re = next;
                n++;
            }
            counts[row * width + column] = n;
        }
    }
}
