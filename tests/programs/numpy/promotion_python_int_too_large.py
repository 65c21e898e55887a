import numpy as np

small = np.array([1, 2], dtype=np.int8)
for value in (127, 128, -129):
    try:
        print(small + value)
    except OverflowError as error:
        print(error)
# expect: [-128 -127]
# expect: Python integer 128 out of bounds for int8
# expect: Python integer -129 out of bounds for int8
