def growing(n):
    rounds = 0
    for k in range(n):
        n += 1
        rounds += 1
    return n, rounds, k

def last(n):
    for k in range(n):
        pass
    return k

print(growing(4))  # expect: (8, 4, 3)
print(last(3))  # expect: 2
try:
    last(0)
except UnboundLocalError as error:
    print(error)  # expect: cannot access local variable 'k' where it is not associated with a value
