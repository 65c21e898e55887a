import numpy as np

people = np.array([("ann", 31), ("bob", 25)], dtype=[("name", "U5"), ("age", "i4")])
print(people["age"].mean(), people[0]["name"], people[people["age"] > 30]["name"])
# expect: 28.0 ann ['ann']
things = np.array([1, "a", None], dtype=object)
print(things * 2 if False else things[1] * 2, things.dtype, len(things))  # expect: aa object 3
