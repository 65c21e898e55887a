import numpy as np

def product(pairs):
    for a, b in pairs:
        yield a @ b

pairs = [(np.ones((2, 3)), np.ones(3)), (np.ones((2, 3)), np.ones(2))]
for p in product(pairs):
    print(p)
# expect: [3. 3.]
# expect-error: N5006 at 5:15 ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0, wit...
