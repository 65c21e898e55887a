def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)

print(*hanoi(3))  # expect: AC AB CB AC BA BC AC
print(sum(1 for _ in hanoi(8)))  # expect: 255
