b = b"abc\x00\xff"
print(b, len(b), b[0], b[1:3], b.hex(), bytes([65, 66]), b + b"!", b"a" in b, list(b"hi"))
# expect: b'abc\x00\xff' 5 97 b'bc' 61626300ff b'AB' b'abc\x00\xff!' True [104, 105]
print("é".encode(), b"\xc3\xa9".decode(), "x".encode("ascii"), bytes.fromhex("00ff"), bytes(2))
# expect: b'\xc3\xa9' é b'x' b'\x00\xff' b'\x00\x00'
try:
    b"\xff".decode("utf-8")
except UnicodeDecodeError as error:
    print(error.reason, error.start)
# expect: invalid start byte 0
