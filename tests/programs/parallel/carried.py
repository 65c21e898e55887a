# diverges: D007
x = 1.0
for i in prange(8):
    x = x / 2.0 + i
# expect-error: N2010 at 4:9
