import numpy as np

a = np.zeros((2, 3))
keys = [2, (0, 3), (0, 0, 0), [5], np.array([True]), "x", 1.0]
for key in keys:
    try:
        a[key]
    except IndexError as error:
        print(error)
# expect: index 2 is out of bounds for axis 0 with size 2
# expect: index 3 is out of bounds for axis 1 with size 3
# expect: too many indices for array: array is 2-dimensional, but 3 were indexed
# expect: index 5 is out of bounds for axis 0 with size 2
# expect: boolean index did not match indexed array along axis 0; size of axis is 2 but size of corresponding boolean axis is 1
# expect: only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices
# expect: only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices
