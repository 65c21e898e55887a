/* Sorting and searching. NumPy's own functions sort, taken from its dtypes: they use the machine's
 * vectors, and equal items come in the same order as from `np.argsort`. */
#include "state.h"

static int32_t sorting_failed(Ctx *ctx, int64_t count)
{
    ctx->trap_kind = state.traps[MEMORY];
    ctx->trap_values[0] = count * 8;
    return 1;
}

static NPY_SORTKIND kind_of(int64_t stable)
{
    return stable ? NPY_STABLESORT : NPY_QUICKSORT;
}

int32_t noodle_sort(Ctx *ctx, int64_t dtype, void *items, int64_t count, int64_t stable)
{
    PyArray_SortFunc *sort = state.functions[dtype]->sort[kind_of(stable)];
    if (count > 1 && sort(items, count, state.samples[dtype]) != 0)
        return sorting_failed(ctx, count);
    return DONE;
}

int32_t noodle_argsort(
    Ctx *ctx, int64_t dtype, void *items, int64_t *order, int64_t count, int64_t stable)
{
    PyArray_ArgSortFunc *sort = state.functions[dtype]->argsort[kind_of(stable)];
    for (int64_t i = 0; i < count; i++)
        order[i] = i;
    if (count > 1 && sort(items, order, count, state.samples[dtype]) != 0)
        return sorting_failed(ctx, count);
    return DONE;
}

/* NaN comes last. */
static inline int is_less(double a, double b)
{
    return a < b || (b != b && a == a);
}

int64_t noodle_search_f64(const double *items, int64_t count, double value, int64_t right)
{
    int64_t low = 0;
    while (count > 0) {
        int64_t half = count / 2;
        double item = items[low + half];
        int onwards = right ? !is_less(value, item) : is_less(item, value);
        low = onwards ? low + half + 1 : low;
        count = onwards ? count - half - 1 : half;
    }
    return low;
}

int64_t noodle_search_i64(const int64_t *items, int64_t count, int64_t value, int64_t right)
{
    int64_t low = 0;
    while (count > 0) {
        int64_t half = count / 2, item = items[low + half];
        int onwards = right ? item <= value : item < value;
        low = onwards ? low + half + 1 : low;
        count = onwards ? count - half - 1 : half;
    }
    return low;
}
