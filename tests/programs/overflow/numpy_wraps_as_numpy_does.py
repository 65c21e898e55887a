import numpy as np

def double(a):
    return a + a

print(double(np.array([2**62])), double(np.int64(3)), double(np.array([100], dtype=np.int8)))
# expect: [-9223372036854775808] 6 [-56]
