# diverges: D002
import numpy as np

def total(a: f64[n]) -> f64:
    return float(a.sum())

print(total(np.ones(3)))  # expect: 3.0
for a in [np.arange(3), np.ones((2, 2)), [1.0, 2.0]]:
    try:
        total(a)
    except TypeError as error:
        print(error.code)
# expect: N5011
# expect: N5011
# expect: N5011
