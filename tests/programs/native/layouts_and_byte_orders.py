import numpy as np

def weighted(m):
    s = 0
    for i in range(m.shape[0]):
        for j in range(m.shape[1]):
            s = s * 3 + int(m[i, j])
    return s

m = np.arange(6).reshape(2, 3)
print(weighted(m), weighted(np.asfortranarray(m)))  # expect: 179 179
print(weighted(np.arange(6).reshape(3, 2).T), weighted(m[::-1, ::-1]))  # expect: 293 1641
print(weighted(np.repeat(m, 2, axis=1)[:, ::2]), weighted(m.astype(">i4")))  # expect: 179 179
memory = np.zeros(49, dtype=np.uint8)
unaligned = memory[1:].view(np.int64).reshape(2, 3)
unaligned[:] = m
print(weighted(unaligned), weighted(m.astype(object)))  # expect: 179 179
