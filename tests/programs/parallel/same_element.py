# diverges: D007
import numpy as np

out = np.zeros(2)
for i in parallel(8):
    out[0] = i
# expect-error: N2010 at 6:5
