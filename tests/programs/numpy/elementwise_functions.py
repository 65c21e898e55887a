import numpy as np

x = np.array([-1.5, 0.0, 2.5])
print(np.abs(x), np.sign(x), np.floor(x), np.ceil(x), np.rint(x), np.trunc(x))
# expect: [1.5 0.  2.5] [-1.  0.  1.] [-2.  0.  2.] [-1.  0.  3.] [-2.  0.  2.] [-1.  0.  2.]
print(np.exp(x).round(3), np.log1p(np.abs(x)).round(3), np.tanh(x).round(3))
# expect: [ 0.223  1.    12.182] [0.916 0.    1.253] [-0.905  0.     0.987]
print(np.maximum(x, 0), np.minimum(x, [0, 1, 2]), np.clip(x, -1, 1))
# expect: [0.  0.  2.5] [-1.5  0.   2. ] [-1.  0.  1.]
print(np.isnan(x), np.isfinite(x), np.logical_not(x), np.where(x > 0, x, -x))
# expect: [False False False] [ True  True  True] [False  True False] [ 1.5 -0.   2.5]
