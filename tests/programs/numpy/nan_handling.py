import numpy as np

a = np.array([1.0, np.nan, 3.0])
print(a.sum(), np.nansum(a), np.nanmean(a), a.max(), np.nanmax(a), np.nan == np.nan)
# expect: nan 4.0 2.0 nan 3.0 False
print(np.isnan(a), np.nan_to_num(a), a[~np.isnan(a)], np.sort([np.nan, 1.0]))
# expect: [False  True False] [1. 0. 3.] [1. 3.] [ 1. nan]
print(np.inf - np.inf, -np.inf < 0, np.array([np.inf, 1]) * 0)  # expect: nan True [nan  0.]
