def sign(n):
    return "+" if n > 0 else "-" if n < 0 else "0"

print(sign(3), sign(-3), sign(0))  # expect: + - 0
print((1 if [] else 2) + 3, 1 if not [] else 2)  # expect: 5 1
print([x if x % 2 else -x for x in range(5)])  # expect: [0, 1, -2, 3, -4]
