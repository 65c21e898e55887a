from collections import Counter
import numpy as np

def histogram(values, names):
    counts = np.zeros(4, dtype=int)
    for v in values:
        counts[v] += 1
    found = Counter({name: int(n) for name, n in zip(names, counts)})
    worst = 0
    for k in range(4):
        worst = max(worst, int(counts[k]))
    return found.most_common(2), worst

print(histogram(np.array([0, 1, 1, 3, 1, 3]), "abcd"))  # expect: ([('b', 3), ('d', 2)], 3)
