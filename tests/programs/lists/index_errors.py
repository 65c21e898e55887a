a, t = [1, 2], (1,)
for attempt in (lambda: a[2], lambda: a[-3], lambda: t[1], lambda: "ab"[5], lambda: [].pop()):
    try:
        attempt()
    except IndexError as error:
        print(error)
# expect: list index out of range
# expect: list index out of range
# expect: tuple index out of range
# expect: string index out of range
# expect: pop from empty list
try:
    a[5] = 0
except IndexError as error:
    print(error)
# expect: list assignment index out of range
