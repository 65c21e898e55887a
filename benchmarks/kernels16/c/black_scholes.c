#include <math.h>
#include <stdint.h>

static inline double normal(double d) {
    double k = 1.0 / (1.0 + 0.2316419 * fabs(d));
    double tail = k * (0.31938153 + k * (-0.356563782 + k * (1.781477937
                       + k * (-1.821255978 + k * 1.330274429))));
    double below = 0.3989422804014327 * exp(-0.5 * d * d) * tail;
    return d > 0.0 ? 1.0 - below : below;
}

void black_scholes(const double *restrict spot, int64_t n, const double *restrict strike,
                   int64_t n1, const double *restrict years, int64_t n2, double rate,
                   double volatility, double *restrict price, int64_t n3) {
    for (int64_t i = 0; i < n; i++) {
        double spread = volatility * sqrt(years[i]);
        double d1 = (log(spot[i] / strike[i]) + (rate + 0.5 * volatility * volatility) * years[i])
                    / spread;
        double d2 = d1 - spread;
        double discount = exp(-rate * years[i]);
        price[i] = spot[i] * normal(d1) - strike[i] * discount * normal(d2);
    }
}
