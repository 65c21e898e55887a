s = t = "a"
s += "b"
n = m = (1,)
n += (2,)
f = g = frozenset({1})
f |= {2}
print(s, t, n, m, sorted(f), sorted(g))  # expect: ab a (1, 2) (1,) [1, 2] [1]
