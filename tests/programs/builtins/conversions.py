print(int("5"), float("2.5"), str(3), bool([]), list("ab"), tuple([1]))
# expect: 5 2.5 3 False ['a', 'b'] (1,)
print(set([1, 1]), dict([("a", 1)]), frozenset())  # expect: {1} {'a': 1} frozenset()
print(chr(97), ord("a"), hex(10), bin(3), oct(8), ascii("é"), repr("a"))
# expect: a 97 0xa 0b11 0o10 '\xe9' 'a'
print(complex(1, 2), bytes("é", "utf8"))  # expect: (1+2j) b'\xc3\xa9'
print(dict(a=1, b=2), dict({"x": 1}, y=2), list({"k": 1}.items()))
# expect: {'a': 1, 'b': 2} {'x': 1, 'y': 2} [('k', 1)]
print(str(b"a", "ascii"), float("-inf"), int("-0"))  # expect: a -inf 0
