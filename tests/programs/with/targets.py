# The entered value goes to any target.
from contextlib import nullcontext

class Box:
    pass

box, items = Box(), [0, 0]
with nullcontext(1) as box.a, nullcontext(2) as items[1], nullcontext((3, 4, 5)) as (x, *y):
    print(box.a, items, x, y)
# expect: 1 [0, 2] 3 [4, 5]
