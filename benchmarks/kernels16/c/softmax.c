#include <math.h>
#include <stdint.h>

void softmax(const double *restrict x, int64_t rows, int64_t columns, double *restrict out,
             int64_t rows_too, int64_t columns_too) {
    for (int64_t i = 0; i < rows; i++) {
        const double *row = x + i * columns;
        double *result = out + i * columns;
        double largest = row[0], total = 0.0;
        for (int64_t j = 1; j < columns; j++)
            if (row[j] > largest) largest = row[j];
        for (int64_t j = 0; j < columns; j++) {
            result[j] = exp(row[j] - largest);
            total += result[j];
        }
        for (int64_t j = 0; j < columns; j++) result[j] /= total;
    }
}
