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

/* --- order statistics --- */

#define SORTED_UP_TO 2048
#define UNLUCKY 3

/* items[k] and items[k + 1] (the last once more) of what is sorted here in place; NaN if any is. */
static int32_t by_sorting(Ctx *ctx, double *items, int64_t count, int64_t k, double *found)
{
    if (noodle_sort(ctx, F64, items, count, 0) != DONE)
        return TRAPPED;
    double last = items[count - 1];
    found[0] = last == last ? items[k] : last;
    found[1] = last == last ? items[k + 1 < count ? k + 1 : k] : last;
    return DONE;
}

/* Two items between which the k-th and the one behind it nearly surely lie: from a sorted sample,
 * some standard deviations to either side. */
static int32_t bracket(Ctx *ctx, const double *items, int64_t count, int64_t k, double *ends)
{
    double sample[1024];
    const int64_t size = 1024, margin = 64;
    for (int64_t i = 0; i < size; i++)
        sample[i] = items[(int64_t)(((unsigned __int128)count * (uint64_t)i) / (uint64_t)size)];
    if (noodle_sort(ctx, F64, sample, size, 0) != DONE)
        return TRAPPED;
    int64_t place = (int64_t)((double)k / (double)count * (double)size);
    int64_t low = place - margin, high = place + margin;
    ends[0] = low < 0 ? -__builtin_inf() : sample[low];
    ends[1] = high >= size ? __builtin_inf() : sample[high];
    return DONE;
}

/* One pass gathers what lies in the bracket and counts what lies below it; again with the few that
 * are left. `room` holds count items and may be `items`. */
static int32_t by_narrowing(
    Ctx *ctx, const double *items, double *room, int64_t count, int64_t k, double *found)
{
    while (count > SORTED_UP_TO) {
        double ends[2];
        if (bracket(ctx, items, count, k, ends) != DONE)
            return TRAPPED;
        int64_t below = 0, between = 0, numbers = 0;
        for (int64_t i = 0; i < count; i++) {
            double item = items[i];
            room[between] = item;
            below += item < ends[0];
            numbers += item == item;
            between += (item >= ends[0]) & (item <= ends[1]);
        }
        if (numbers != count) {
            found[0] = found[1] = __builtin_nan("");
            return DONE;
        }
        int64_t last = k + 1 < count ? k + 1 : k;
        if (k < below || last >= below + between || between > count / 2)
            return UNLUCKY;
        items = room;
        count = between;
        k -= below;
    }
    if (items != room)
        memcpy(room, items, (size_t)count * sizeof *room);
    return by_sorting(ctx, room, count, k, found);
}

int32_t noodle_select_f64(
    Ctx *ctx, const double *items, int64_t count, int64_t k, double *found)
{
    Buffer *room = noodle_alloc(ctx, count * (int64_t)sizeof *items, 0);
    if (room == NULL)
        return TRAPPED;
    double *space = (double *)room->data;
    int32_t status = by_narrowing(ctx, items, space, count, k, found);
    if (status == UNLUCKY) {
        memcpy(space, items, (size_t)count * sizeof *space);
        status = by_sorting(ctx, space, count, k, found);
    }
    noodle_release(ctx, room);
    return status;
}
