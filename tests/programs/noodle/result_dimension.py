# diverges: D002
# The result must have the dimension that a parameter bound.
import numpy as np

def clean(a: f64[n], keep) -> f64[n]:
    return a[keep]

print(clean(np.arange(3.0), slice(None)))  # expect: [0. 1. 2.]
for keep in [slice(1, None)]:
    try:
        clean(np.arange(3.0), keep)
    except TypeError as error:
        print(error.code)
# expect: N5011
