# diverges: D001
import numpy as np

def powers(out, base):
    p = 1
    for k in range(len(out)):
        out[k] = p
        p *= base
    return p

out = np.zeros(6, dtype=int)
try:
    powers(out, 2**13)
except OverflowError as error:
    print(error.code, out)
# expect: N5001 [               1             8192         67108864     549755813888
# expect:  4503599627370496                0]
powers(out, 10**4)
# expect-error: N5001 at 8:9
