print("abcdef"[1:-1], b"abcdef"[::2], (1, 2, 3)[1:], range(10)[2:8:3], range(10)[::-1])
# expect: bcde b'ace' (2, 3) range(2, 8, 3) range(9, -1, -1)
print(b"abc"[0], b"abc"[0:1], memoryview(b"abcd")[1:3].tobytes())  # expect: 97 b'a' b'bc'
