"""The most flips of a prefix that any permutation of n needs; C: ../c/fannkuch.c."""


def fannkuch(n):
    permutation = list(range(n))
    flipped = [0] * n
    count = [0] * n
    most = 0
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        for i in range(n):
            flipped[i] = permutation[i]
        flips = 0
        first = flipped[0]
        while first != 0:
            low = 0
            high = first
            while low < high:
                flipped[low], flipped[high] = flipped[high], flipped[low]
                low += 1
                high -= 1
            flips += 1
            first = flipped[0]
        if flips > most:
            most = flips
        while True:
            if r == n:
                return most
            front = permutation[0]
            for i in range(r):
                permutation[i] = permutation[i + 1]
            permutation[r] = front
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1


def inputs(rng, n):
    return (n,)
