def primes(n):
    found = []
    for k in range(2, n):
        for p in found:
            if p * p > k:
                found.append(k)
                break
            if k % p == 0:
                break
        else:
            found.append(k)
    return found

def second(values, k):
    return values[k], values[-1], len(values)

print(primes(30))  # expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
print(second([1, 2, 3], 1), second([0.5, 1.5], -2))  # expect: (2, 3, 3) (0.5, 1.5, 2)
try:
    second([1, 2, 3], 3)
except IndexError as error:
    print(error)  # expect: list index out of range
