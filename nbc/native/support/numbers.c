/* Arithmetic of Python that is more than an instruction. Nothing is rounded but where Python does,
 * and every function is total: what Python raises for, it answers with the number of a trap. */
#include "state.h"
#include <math.h>

/* --- integers --- */

int32_t noodle_power_i64(int64_t base, int64_t exponent, int64_t *result)
{
    int64_t power = 1;
    int overflow = 0;
    while (exponent > 0) {
        if (exponent & 1)
            overflow |= __builtin_mul_overflow(power, base, &power);
        exponent >>= 1;
        if (exponent > 0 && __builtin_mul_overflow(base, base, &base))
            return 1; /* the rest multiplies by it, and it is neither 0 nor 1 */
    }
    *result = power;
    return overflow;
}

int64_t noodle_power_wrapping(int64_t base, int64_t exponent)
{
    uint64_t power = 1, square = (uint64_t)base;
    for (; exponent > 0; exponent >>= 1, square *= square)
        if (exponent & 1)
            power *= square;
    return (int64_t)power;
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

/* a * b % m for a, b < m. The division of 128 bits is written out: libgcc's is not linked. */
static uint64_t multiply_modulo(uint64_t a, uint64_t b, uint64_t m)
{
    if (m <= UINT32_MAX)
        return a * b % m;
    unsigned __int128 product = (unsigned __int128)a * b;
    uint64_t rest = (uint64_t)(product >> 64), low = (uint64_t)product;
    for (int bit = 63; bit >= 0; bit--) {
        uint64_t carry = rest >> 63;
        rest = rest << 1 | (low >> bit & 1);
        if (carry || rest >= m)
            rest -= m;
    }
    return rest;
}

int64_t noodle_power_modulo(int64_t base, int64_t exponent, int64_t modulus)
{
    uint64_t m = magnitude(modulus), square = magnitude(base) % m, power = 1 % m;
    if (base < 0 && square != 0)
        square = m - square;
    for (; exponent > 0; exponent >>= 1, square = multiply_modulo(square, square, m))
        if (exponent & 1)
            power = multiply_modulo(power, square, m);
    return modulus < 0 && power != 0 ? (int64_t)(power - m) : (int64_t)power;
}

/* As an unsigned number: gcd(-2**63, 0) is 2**63. */
int64_t noodle_gcd(int64_t a, int64_t b)
{
    uint64_t x = magnitude(a), y = magnitude(b);
    if (x == 0 || y == 0)
        return (int64_t)(x | y);
    int twos = __builtin_ctzll(x | y);
    x >>= __builtin_ctzll(x);
    while (y != 0) {
        y >>= __builtin_ctzll(y);
        uint64_t less = x < y ? x : y;
        y = x < y ? y - x : x - y;
        x = less;
    }
    return (int64_t)(x << twos);
}

/* --- integers and floats --- */

double noodle_true_divide(int64_t a, int64_t b)
{
    uint64_t x = magnitude(a), y = magnitude(b);
    double sign = (a < 0) != (b < 0) ? -1.0 : 1.0;
    if (x <= (uint64_t)EXACT_INTEGERS && y <= (uint64_t)EXACT_INTEGERS)
        return (double)a / (double)b;
    uint64_t quotient = x / y, rest = x % y;
    int shift = 0;
    /* 56 bits are three more than a double has: with a bit for the rest, one rounding is right. */
    for (; rest != 0 && quotient < (uint64_t)1 << 55; shift++) {
        uint64_t carry = rest >= y - rest;
        rest = carry ? rest - (y - rest) : rest << 1;
        quotient = quotient << 1 | carry;
    }
    quotient |= rest != 0;
    return sign * ldexp((double)quotient, -shift);
}

int32_t noodle_compare_i64_f64(int64_t i, double x)
{
    if (x != x)
        return 2;
    if (x >= 0x1p63)
        return -1;
    if (x < -0x1p63)
        return 1;
    int64_t whole = (int64_t)x;
    double rest = x - (double)whole;
    if (i != whole)
        return i < whole ? -1 : 1;
    return (rest < 0) - (rest > 0);
}

/* --- floats --- */

double noodle_modulo_f64(double x, double y)
{
    double rest = fmod(x, y);
    if (y == 0)
        return rest;
    if (rest == 0)
        return copysign(0.0, y);
    return (y < 0) != (rest < 0) ? rest + y : rest;
}

/* The quotient is made from the remainder, which is exact, and put right by rounding. */
double noodle_floor_divide_f64(double x, double y)
{
    double rest = fmod(x, y);
    if (y == 0)
        return x / y;
    double quotient = (x - rest) / y;
    if (rest != 0 && (y < 0) != (rest < 0))
        quotient -= 1.0;
    if (quotient == 0)
        return copysign(0.0, x / y);
    double floored = floor(quotient);
    return quotient - floored > 0.5 ? floored + 1.0 : floored;
}

float noodle_modulo_f32(float x, float y)
{
    float rest = fmodf(x, y);
    if (y == 0)
        return rest;
    if (rest == 0)
        return copysignf(0.0f, y);
    return (y < 0) != (rest < 0) ? rest + y : rest;
}

float noodle_floor_divide_f32(float x, float y)
{
    float rest = fmodf(x, y);
    if (y == 0)
        return x / y;
    float quotient = (x - rest) / y;
    if (rest != 0 && (y < 0) != (rest < 0))
        quotient -= 1.0f;
    if (quotient == 0)
        return copysignf(0.0f, x / y);
    float floored = floorf(quotient);
    return quotient - floored > 0.5f ? floored + 1.0f : floored;
}

int32_t noodle_power_f64(double x, double y, double *result)
{
    if (x == 0 && y < 0 && !isinf(y))
        return (int32_t)state.traps[ZERO_POWER];
    if (x < 0 && !isinf(x) && !isinf(y) && y != floor(y)) /* a NaN is not its floor either */
        return isnan(y) ? (*result = y, DONE) : (int32_t)state.traps[COMPLEX_POWER];
    *result = pow(x, y);
    return isinf(*result) && !isinf(x) && !isinf(y) ? (int32_t)state.traps[POWER_RANGE] : DONE;
}

/* --- rounding --- */

static const double powers_of_ten[] = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22}; /* all exact */

/* x rounded where |x| * 10**digits is below 2**52: the error of that product is known exactly, so
 * ties are told from what only looks like one. */
static double round_by_scaling(double x, double power)
{
    double scaled = x * power, error = fma(x, power, -scaled), whole = rint(scaled);
    double rest = scaled - whole;
    if (rest == 0.5 && error > 0)
        whole += 1.0;
    else if (rest == -0.5 && error < 0)
        whole -= 1.0;
    return copysign(whole / power, x);
}

#define MOST_DIGITS 767 /* of a double, written out */

/* The C library writes and reads decimals correctly rounded, ties to even. */
static double round_fraction(double x, int64_t digits)
{
    char text[MOST_DIGITS];
    snprintf(text, sizeof text, "%.*f", (int)digits, x);
    return strtod(text, NULL);
}

/* x > 0 rounded to a multiple of 10**places. */
static double round_before_point(double x, int64_t places)
{
    char text[MOST_DIGITS + 16];
    snprintf(text, sizeof text, "%.*e", MOST_DIGITS - 1, x); /* exact: 1.2500...e+05 */
    int64_t kept = strtol(strchr(text, 'e') + 1, NULL, 10) + 1 - places;
    if (kept < 0)
        return 0.0;
    if (kept == 0) {
        int is_more_than_half = text[0] > '5' || (text[0] == '5' && strtod(text + 2, NULL) != 0);
        snprintf(text, sizeof text, "1e%d", is_more_than_half ? (int)places : -9999);
        return strtod(text, NULL);
    }
    snprintf(text, sizeof text, "%.*e", (int)kept - 1, x);
    return strtod(text, NULL);
}

int32_t noodle_round_f64(double x, int64_t digits, double *result)
{
    double size = fabs(x);
    *result = x;
    if (isnan(x) || isinf(x) || x == 0 || digits > 323)
        return DONE;
    if (digits >= 0 && digits <= 22 && size * powers_of_ten[digits] < 0x1p52)
        *result = round_by_scaling(x, powers_of_ten[digits]);
    else if (digits >= 0)
        *result = copysign(round_fraction(size, digits), x);
    else
        *result = copysign(digits < -308 ? 0.0 : round_before_point(size, -digits), x);
    return isinf(*result) ? (int32_t)state.traps[ROUND_RANGE] : DONE;
}

double noodle_round_scaled(double x, int64_t digits)
{
    if (digits == 0)
        return rint(x);
    double power = pow(10.0, (double)(digits < 0 ? -digits : digits));
    return digits < 0 ? rint(x / power) * power : rint(x * power) / power;
}

/* --- complex numbers: real part, imaginary part --- */

int32_t noodle_divide_c128(const double *x, const double *y, double *result)
{
    double a = x[0], b = x[1], c = y[0], d = y[1];
    if (c == 0 && d == 0)
        return 1;
    if (fabs(c) >= fabs(d)) {
        double ratio = d / c, scale = c + d * ratio;
        result[0] = (a + b * ratio) / scale;
        result[1] = (b - a * ratio) / scale;
    }
    else if (fabs(d) >= fabs(c)) {
        double ratio = c / d, scale = c * ratio + d;
        result[0] = (a * ratio + b) / scale;
        result[1] = (b * ratio - a) / scale;
    }
    else {
        result[0] = result[1] = NAN;
    }
    return DONE;
}

static void multiply_complex(const double *x, const double *y, double *result)
{
    double real = x[0] * y[0] - x[1] * y[1], imaginary = x[0] * y[1] + x[1] * y[0];
    result[0] = real;
    result[1] = imaginary;
}

static void integer_power(const double *x, int64_t exponent, double *result)
{
    double square[2] = {x[0], x[1]};
    result[0] = 1.0;
    result[1] = 0.0;
    for (;;) {
        if (exponent & 1)
            multiply_complex(result, square, result);
        exponent >>= 1;
        if (exponent == 0)
            return;
        multiply_complex(square, square, square);
    }
}

/* False where an angle is infinite, which CPython takes for a power of zero. */
static int polar_power(const double *x, const double *y, double *result)
{
    double length = hypot(x[0], x[1]), size = pow(length, y[0]);
    double angle = atan2(x[1], x[0]), phase = angle * y[0];
    if (y[1] != 0) {
        size /= exp(angle * y[1]);
        phase += y[1] * log(length);
    }
    result[0] = size * cos(phase);
    result[1] = size * sin(phase);
    return !isinf(phase);
}

int32_t noodle_power_c128(const double *x, const double *y, double *result)
{
    static const double one[2] = {1.0, 0.0};
    int is_zero = x[0] == 0 && x[1] == 0, is_whole = y[1] == 0 && y[0] == floor(y[0]);
    if (is_zero && (y[0] < 0 || y[1] != 0))
        return (int32_t)state.traps[COMPLEX_ZERO_POWER];
    if (is_whole && fabs(y[0]) <= 100.0) {
        integer_power(x, (int64_t)fabs(y[0]), result);
        if (y[0] <= 0 && noodle_divide_c128(one, result, result) != DONE)
            return (int32_t)state.traps[COMPLEX_ZERO_POWER];
    }
    else if (is_zero) {
        result[0] = result[1] = 0.0;
    }
    else if (!polar_power(x, y, result)) {
        return (int32_t)state.traps[COMPLEX_ZERO_POWER];
    }
    return isinf(result[0]) || isinf(result[1]) ? (int32_t)state.traps[COMPLEX_POWER_RANGE] : DONE;
}
