import numpy as np

def first_negative(a):
    for k in range(len(a)):
        if a[k] < 0:
            break
    else:
        return -1
    return k

def pairs(n):
    found = 0
    for i in range(n):
        for j in range(n):
            if j == i:
                continue
            if i + j == n:
                break
            found += 1
        else:
            found += 100
    return found

print(first_negative(np.array([3.0, 1.0, -2.0, -5.0])))  # expect: 2
print(first_negative(np.array([3.0, 1.0])))  # expect: -1
print(pairs(5))  # expect: 112
