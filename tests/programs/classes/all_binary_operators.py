class Op:
    def __getattr__(self, name):
        raise AttributeError(name)

for name in "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul".split():
    setattr(Op, f"__{name}__", lambda self, other, name=name: name)
    setattr(Op, f"__r{name}__", lambda self, other, name=name: "r" + name)
o = Op()
print(o + 1, o - 1, o * 1, o / 1, o // 1, o % 1, o ** 1, o << 1, o >> 1)
# expect: add sub mul truediv floordiv mod pow lshift rshift
print(o & 1, o | 1, o ^ 1, o @ 1)  # expect: and or xor matmul
print(1 + o, 1 - o, 1 * o, 1 / o, 1 // o, 1 % o, 1 ** o, 1 << o, 1 >> o)
# expect: radd rsub rmul rtruediv rfloordiv rmod rpow rlshift rrshift
print(1 & o, 1 | o, 1 ^ o, 1 @ o)  # expect: rand ror rxor rmatmul
