# The else block runs when the condition is false, not after a break.
def search(limit, stop):
    n = 0
    while n < limit:
        if n == stop:
            break
        n += 1
    else:
        return f"ran to {n}"
    return f"broke at {n}"

print(search(3, 99))  # expect: ran to 3
print(search(5, 2))  # expect: broke at 2
print(search(0, 0))  # expect: ran to 0
