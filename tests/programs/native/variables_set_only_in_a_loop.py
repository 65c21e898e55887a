def once(n, x):
    q = 0
    while q < n:
        q += 1
        last = x + 1
    return last

def kind(n, x):
    s = 0
    for k in range(n):
        s = x
    return s

print(once(3, 2), kind(3, 0.5), kind(0, 0.5))  # expect: 3 0.5 0
try:
    once(0, 2)
except UnboundLocalError as error:
    print(error)
# expect: cannot access local variable 'last' where it is not associated with a value
