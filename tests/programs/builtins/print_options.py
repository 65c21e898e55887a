import sys

print(1, 2, 3, sep=", ", end=".\n")  # expect: 1, 2, 3.
print("a", "b", sep="")  # expect: ab
print()  # expect:
print(*[1, 2], sep="\n")
# expect: 1
# expect: 2
print("to stdout", file=sys.stdout, flush=True)  # expect: to stdout
print(None, True, 1.0, [None], ("a",), {"k": "v"})
# expect: None True 1.0 [None] ('a',) {'k': 'v'}
