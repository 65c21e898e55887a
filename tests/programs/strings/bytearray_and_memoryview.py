data = bytearray(b"hello")
alias = data
data[0] = ord("j")
data += b"!"
data[1:3] = b"EL"
view = memoryview(data)
view[4] = 48
print(data, alias is data, view[1], bytes(view[:2]))
# expect: bytearray(b'jELl0!') True 69 b'jE'
view.release()
del data[0]
print(alias, int.from_bytes(b"\x01\x00", "big"), (258).to_bytes(2, "little"))
# expect: bytearray(b'ELl0!') 256 b'\x02\x01'
