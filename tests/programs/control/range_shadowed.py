# A range of one's own is called as any other function.
def range(n):
    return ["mine"] * n

for x in range(2):
    print(x)
# expect: mine
# expect: mine
