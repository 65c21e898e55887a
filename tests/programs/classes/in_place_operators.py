class Op:
    pass

names = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul".split()
for name in names:
    setattr(Op, f"__i{name}__", lambda self, other, name=name: print(name, end=" ") or self)
o = Op()
o += 1; o -= 1; o *= 1; o /= 1; o //= 1; o %= 1; o **= 1
# expect: add sub mul truediv floordiv mod pow lshift rshift and or xor matmul Op
o <<= 1; o >>= 1; o &= 1; o |= 1; o ^= 1; o @= 1
print(type(o).__name__)
