# diverges: D005
def total(n):
    s = 0
    m = -1
    for i in parallel(n):
        s += i * i
        m = max(m, i)
    return s, m

print(total(100))  # expect: (328350, 99)
print(total(0))  # expect: (0, -1)
