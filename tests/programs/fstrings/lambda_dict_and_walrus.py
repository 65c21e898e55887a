print(f"{(lambda x: x * 2)(4)} {({'a': 1})['a']} {(n := 5)} {n} {n!r:>3}")  # expect: 8 1 5 5   5
print(f"{ {'k': 2}['k'] } {'a' 'b'} {3 != 4} {[1, 2][::-1]} {'x' if n else 'y'}")
# expect: 2 ab True [2, 1] x
