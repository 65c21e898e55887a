# A walrus inside binds in the function that holds the comprehension.
print([y := x * 2 for x in range(4)], y)  # expect: [0, 2, 4, 6] 6
values = [3, 8, 1, 9]
print([half for v in values if (half := v // 2) > 1], half)  # expect: [4, 4] 4

def f():
    total = 0
    running = [total := total + v for v in values]
    return running, total

print(f())  # expect: ([3, 11, 12, 21], 21)
print(any((found := v) > 5 for v in values), found)  # expect: True 8
