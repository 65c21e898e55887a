# What comes out of a dict is an object: Python's own integers.
d = {"n": 1}
for _ in range(70):
    d["n"] = d["n"] * 2
print(d["n"])  # expect: 1180591620717411303424
