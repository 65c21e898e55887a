a, b = 0b1100, 0b1010
print(a & b, a | b, a ^ b, ~a, a << 2, a >> 2, -5 >> 1, -1 >> 100, ~0, -8 & 0xFF)
# expect: 8 14 6 -13 48 3 -3 -1 -1 248
print(bin(10), hex(255), oct(8), bin(-5), (10).bit_length(), (13).bit_count())
# expect: 0b1010 0xff 0o10 -0b101 4 3
print(1 << 40, True << 3)  # expect: 1099511627776 8
for shift in (-1, 70):
    try:
        print(1 >> shift)
    except ValueError as error:
        print(error)
# expect: negative shift count
# expect: 0
