from itertools import groupby

def shift(text, k):
    return "".join(
        chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in text
    )

def encode(text):
    return [(c, len(list(g))) for c, g in groupby(text)]

def decode(pairs):
    return "".join(c * n for c, n in pairs)

print(shift("hello, world", 3), shift(shift("xyz", 5), -5))  # expect: khoor, zruog xyz
print(encode("aaabcc"), decode(encode("aaabcc")))
# expect: [('a', 3), ('b', 1), ('c', 2)] aaabcc
