DIGITS = "0123456789abcdef"

def to_base(n, base):
    if n < 0:
        return "-" + to_base(-n, base)
    return (to_base(n // base, base) if n >= base else "") + DIGITS[n % base]

print(to_base(255, 16), to_base(-10, 2), to_base(0, 3), to_base(1000, 7))
# expect: ff -1010 0 2626
print(all(int(to_base(n, b), b) == n for n in range(50) for b in (2, 5, 16)))  # expect: True
