import random

rng = random.Random(7)
print(rng.randint(1, 6), round(rng.random(), 6), rng.choice("abc"), rng.sample(range(10), 3))
# expect: 3 0.947865 b [0, 1, 8]
items = [1, 2, 3, 4]
rng.shuffle(items)
print(items, rng.choices("ab", weights=[1, 3], k=4), round(rng.gauss(0, 1), 6))
# expect: [2, 1, 4, 3] ['b', 'a', 'a', 'b'] 0.074204
