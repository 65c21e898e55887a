def f(items):
    for item in items:
        try:
            if item > 1:
                return item
        finally:
            print("leaving", item)
    return None

print(f([1, 2, 3]))
# expect: leaving 1
# expect: leaving 2
# expect: 2
