print([f(10) for f in [lambda x: x + i for i in range(3)]])  # expect: [12, 12, 12]
print([f(10) for f in [lambda x, i=i: x + i for i in range(3)]])  # expect: [10, 11, 12]
print([(lambda v: v * v)(x) for x in range(4)])  # expect: [0, 1, 4, 9]
