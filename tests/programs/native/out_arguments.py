import numpy as np

def into(a, b, out):
    np.add(a, b, out=out)
    np.multiply(out, 2, out=out)
    return np.sqrt(out, out=out) is out

out = np.zeros(3)
print(into(np.array([1, 7, 17]), 1, out), out)  # expect: True [2. 4. 6.]
a = np.arange(6.0)
into(a[:-2], 1, a[2:])
print(a[:3])  # expect: [0.         1.         1.41421356]
into(np.ones(3), 1, np.zeros(3, dtype=int))
# expect-error: N5005 at 4:5 UFuncTypeError: Cannot cast ufunc 'add' output from dtype('float64') to dtype('int64') with casting rule 'same_kind'
