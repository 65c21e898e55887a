from math import sqrt, pi as PI
from collections import (
    Counter,
    deque as Deque,
)
from os import path
print(sqrt(4), PI, Counter("aab")["a"], Deque([1, 2]).popleft(), path.dirname("/a/b"))
# expect: 2.0 3.141592653589793 2 1 /a
