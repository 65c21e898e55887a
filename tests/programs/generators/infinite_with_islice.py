from itertools import islice, takewhile

def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1

print(list(islice(primes(), 8)), list(takewhile(lambda p: p < 12, primes())))
# expect: [2, 3, 5, 7, 11, 13, 17, 19] [2, 3, 5, 7, 11]
