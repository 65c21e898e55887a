# diverges: D001
import numpy as np

def in_array(a):
    for k in range(len(a)):
        a[k] += 1
    return a

def of_scalar(n, times):
    for _ in range(times):
        n += 1
    return n

print(in_array(np.array([127, -1], dtype=np.int8)))  # expect: [-128    0]
print(in_array(np.array([2**63 - 1])))  # expect: [-9223372036854775808]
print(of_scalar(2**63 - 3, 2))  # expect: 9223372036854775807
of_scalar(2**63 - 3, 3)
# expect-error: N5001 at 11:9
