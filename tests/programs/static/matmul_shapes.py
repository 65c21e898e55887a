import numpy as np

a = np.zeros((3, 4))
b = np.zeros((5, 6))
c = a @ b
# expect-error: N2002 at 5:5 ValueError: matmul: Input operand 1 has a mismatch...
