stack = [1, [2, [3]], 4]
out = []
while stack:
    top = stack.pop()
    if isinstance(top, list):
        stack.extend(top)
    else:
        out.append(top)
print(out)  # expect: [4, 3, 2, 1]
