import math as m, json as j
import os.path as p
import collections.abc as abc
print(m.pi, j.dumps({"a": 1}), p.basename("/x/y"), issubclass(list, abc.Sequence))
# expect: 3.141592653589793 {"a": 1} y True
