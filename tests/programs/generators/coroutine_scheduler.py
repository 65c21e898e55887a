from collections import deque

def task(name, steps):
    for i in range(steps):
        print(name, i)
        yield

queue = deque([task("a", 2), task("b", 3)])
while queue:
    current = queue.popleft()
    try:
        next(current)
        queue.append(current)
    except StopIteration:
        print("one finished")
# expect: a 0
# expect: b 0
# expect: a 1
# expect: b 1
# expect: one finished
# expect: b 2
# expect: one finished
