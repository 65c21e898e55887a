from numpy import array, cumsum, dot, linspace, meshgrid, pi, sin

x = linspace(0, pi, 3)
print(sin(x).round(6), dot(array([1, 2]), array([3, 4])), cumsum([1, 2, 3]))
# expect: [0. 1. 0.] 11 [1 3 6]
gx, gy = meshgrid([1, 2], [3, 4, 5])
print(gx.shape, (gx * gy).tolist())  # expect: (3, 2) [[3, 6], [4, 8], [5, 10]]
