import numpy as np

a = np.arange(6).reshape(2, 3)
print(a.sum(), a.sum(axis=0), a.sum(axis=1), a.sum(axis=-1, keepdims=True).tolist())
# expect: 15 [3 5 7] [ 3 12] [[3], [12]]
print(a.mean(), a.mean(axis=0), a.std().round(4), a.var(axis=1).round(4))
# expect: 2.5 [1.5 2.5 3.5] 1.7078 [0.6667 0.6667]
print(a.min(), a.max(axis=1), a.argmax(), a.argmin(axis=0), a.prod(), np.ptp(a))
# expect: 0 [2 5] 5 [0 0 0] 0 5
print(a.cumsum(), a.cumprod(axis=1).tolist(), a.any(), a.all(axis=0))
# expect: [ 0  1  3  6 10 15] [[0, 0, 0], [3, 12, 60]] True [False  True  True]
print(np.median(a), np.percentile(a, 50), np.quantile(a, [0, 1]))  # expect: 2.5 2.5 [0 5]
