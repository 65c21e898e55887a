def box(width, height, depth=1):
    return f"{width}x{height}x{depth}"

print(box(2, 3))  # expect: 2x3x1
print(box(2, height=3))  # expect: 2x3x1
print(box(height=3, width=2))  # expect: 2x3x1
print(box(depth=5, height=3, width=2))  # expect: 2x3x5
