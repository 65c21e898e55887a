import base64
import hashlib
import struct

print(struct.pack("<hI", -2, 7))  # expect: b'\xfe\xff\x07\x00\x00\x00'
print(struct.unpack("<hI", struct.pack("<hI", -2, 7)))  # expect: (-2, 7)
print(base64.b64encode(b"hello"))  # expect: b'aGVsbG8='
print(hashlib.sha256(b"x").hexdigest()[:12], base64.b64decode("aGk="), struct.calcsize("<qd"))
# expect: 2d711642b726 b'hi' 16
