import copy
import pickle

class Point:
    def __init__(self, x, inner):
        self.x, self.inner = x, inner

p = Point(1, [2])
shallow, deep = copy.copy(p), copy.deepcopy(p)
p.inner.append(3)
print(shallow.inner, deep.inner, pickle.loads(pickle.dumps({"a": (1, [2.5])})))
# expect: [2, 3] [2] {'a': (1, [2.5])}
