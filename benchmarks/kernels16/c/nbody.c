#include <math.h>
#include <stdint.h>

void nbody(int64_t steps, double dt, const double *restrict mass, int64_t count,
           double (*restrict velocity)[3], int64_t rows, int64_t three,
           double (*restrict position)[3], int64_t rows_too, int64_t three_too) {
    for (int64_t step = 0; step < steps; step++) {
        for (int64_t i = 0; i < count; i++)
            for (int64_t j = i + 1; j < count; j++) {
                double dx = position[i][0] - position[j][0];
                double dy = position[i][1] - position[j][1];
                double dz = position[i][2] - position[j][2];
                double square = dx * dx + dy * dy + dz * dz;
                double magnitude = dt / (square * sqrt(square));
                velocity[i][0] -= dx * mass[j] * magnitude;
                velocity[i][1] -= dy * mass[j] * magnitude;
                velocity[i][2] -= dz * mass[j] * magnitude;
                velocity[j][0] += dx * mass[i] * magnitude;
                velocity[j][1] += dy * mass[i] * magnitude;
                velocity[j][2] += dz * mass[i] * magnitude;
            }
        for (int64_t i = 0; i < count; i++)
            for (int axis = 0; axis < 3; axis++)
                position[i][axis] += dt * velocity[i][axis];
    }
}
