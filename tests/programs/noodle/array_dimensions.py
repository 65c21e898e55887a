# diverges: D002
# A symbolic dimension is bound at the call by the first array that has it.
import numpy as np

def product(a: f64[n, k], b: f64[k, m]) -> f64[n, m]:
    return a @ b

print(product(np.ones((2, 3)), np.ones((3, 4))).shape)  # expect: (2, 4)
for a, b in [(np.ones((2, 3)), np.ones((2, 4)))]:
    try:
        product(a, b)
    except TypeError as error:
        print(error.code, "k is 3" in error.message)
# expect: N5011 True
