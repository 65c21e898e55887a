# A NumPy scalar warns and gives inf where Python raises.
import numpy as np

print(np.float64(1) / 0, np.float64(-1) / 0, np.float64(0) / 0)  # expect: inf -inf nan
try:
    1.0 / [0.0][0]
except ZeroDivisionError as error:
    print(error)
# expect: float division by zero
