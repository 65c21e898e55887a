name, n = "ann", 3
print(f"{name} has {n} apples", f"", f"no fields", f"{n}{n}", f"{{}} {{{n}}}")
# expect: ann has 3 apples  no fields 33 {} {3}
print(f"{n + 1} {n * 'ab'} {[n, n]} {name.upper()} {n if n > 2 else 0}")
# expect: 4 ababab [3, 3] ANN 3
