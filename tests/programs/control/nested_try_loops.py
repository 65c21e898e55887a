def f():
    out = []
    for i in range(3):
        try:
            for j in range(3):
                try:
                    if j == i:
                        continue
                    if j == 2:
                        break
                    out.append((i, j))
                finally:
                    out.append("in")
        finally:
            out.append("out")
    return " ".join(map(str, out))

print(f())  # expect: in (0, 1) in in out (1, 0) in in in out (2, 0) in (2, 1) in in out
