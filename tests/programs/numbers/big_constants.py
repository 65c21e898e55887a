# Constants that do not fit i64 are Python's big integers.
big = 2**64
print(big, big + 1, big * big, big // 3, big % 1000, -big, big > 10**19, str(big)[:3])
# expect: 18446744073709551616 18446744073709551617 340282366920938463463374607431768211456 6148914691236517205 616 -18446744073709551616 True 184
print(123456789012345678901234567890 % 97, 10**30 // 10**28, len(str(3**1000)))
# expect: 52 100 478
print(int("9" * 25) + 1, float(2**70), big >> 60, big & 0xFF, hash(big) == hash(2**64))
# expect: 10000000000000000000000000 1.1805916207174113e+21 16 0 True
