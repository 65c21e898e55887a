import numpy as np

values = np.arange(5.0)
total = 0.0
for turn in range(4):
    print(turn, type(total).__name__)
    # expect: 0 float
    # expect: 1 float64
    # expect: 2 float64
    # expect: 3 float64
    for k in range(len(values)):
        total = total * 0.5 + values[k]
print(total)
# expect: 6.322574615478516
