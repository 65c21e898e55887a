import numpy as np

m = np.arange(4).reshape(2, 2)
for row in m:
    print(row, row.sum())
# expect: [0 1] 1
# expect: [2 3] 5
print([x.item() for x in m.flat], [int(v) for v in m[0]], list(np.ndenumerate(m))[-1][0])
# expect: [0, 1, 2, 3] [0, 1] (1, 1)
print(len(m), m.size, m.ndim, m.nbytes, list(zip(*m.tolist())), 3 in m)
# expect: 2 4 2 32 [(0, 2), (1, 3)] True
a, b = m
print(a, b)  # expect: [0 1] [2 3]
