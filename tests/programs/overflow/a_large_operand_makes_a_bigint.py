# As soon as an operand does not fit 64 bits, the operation is one on big integers.
def add(a, b):
    return a + b

huge = 2**64
print(add(huge, 1), add(-1, huge), add(huge, huge))
# expect: 18446744073709551617 18446744073709551615 36893488147419103232
print(huge * huge // huge == huge, huge - huge, (huge - 1) // 2)
# expect: True 0 9223372036854775807
