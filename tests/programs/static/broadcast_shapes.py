import numpy as np

a = np.ones((2, 3))
print(a + np.ones(4))
# expect-error: N2002 at 4:7 ValueError: operands could not be broadcast together with...
