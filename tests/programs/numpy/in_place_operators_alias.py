# `a += b` changes the array that other names see; `a = a + b` makes a new one.
import numpy as np

a = np.array([1.0, 2.0])
b = a
a += 1
print(b, a is b)  # expect: [2. 3.] True
a = a + 1
print(b, a)  # expect: [2. 3.] [3. 4.]
b *= [2, 3]
b[0] -= 100
print(b)  # expect: [-96.   9.]
