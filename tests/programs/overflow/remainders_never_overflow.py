# A hash in modular arithmetic stays inside 64 bits.
def digest(text):
    h = 7
    for c in text:
        h = (h * 31 + ord(c)) % 1_000_000_007
    return h

print(digest("hello"), digest(""), digest("a long text that would overflow otherwise"))
# expect: 299566379 7 402764913
