/* Questions about strided arrays. */
#include "state.h"

typedef struct Extent { const char *low, *high; } Extent;

/* From the first byte to behind the last; empty if there is no item. */
static Extent extent_of(
    const char *data, const int64_t *dims, const int64_t *strides, int64_t rank, int64_t item_bytes)
{
    Extent extent = {data, data + item_bytes};
    for (int64_t axis = 0; axis < rank; axis++) {
        if (dims[axis] == 0)
            return (Extent){data, data};
        int64_t reach = (dims[axis] - 1) * strides[axis];
        if (reach < 0)
            extent.low += reach;
        else
            extent.high += reach;
    }
    return extent;
}

int32_t noodle_overlap(
    const char *data, const int64_t *dims, const int64_t *strides, int64_t rank,
    int64_t item_bytes, const char *data2, const int64_t *dims2, const int64_t *strides2,
    int64_t rank2, int64_t item_bytes2)
{
    Extent a = extent_of(data, dims, strides, rank, item_bytes);
    Extent b = extent_of(data2, dims2, strides2, rank2, item_bytes2);
    return a.low < a.high && b.low < b.high && a.low < b.high && b.low < a.high;
}
