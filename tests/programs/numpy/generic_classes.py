# Classes can be indexed where functions cannot.
import numpy as np

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
print(np.dtype[np.int64].__origin__ is np.dtype, Floats.__origin__.__name__)
# expect: True ndarray
print(np.r_[1:4, 0], np.c_[[1, 2], [3, 4]].tolist(), np.s_[1:2, ...], np.mgrid[0:2, 0:2].shape)
# expect: [1 2 3 0] [[1, 3], [2, 4]] (slice(1, 2, None), Ellipsis) (2, 2, 2)
