# diverges: D002
def byte(x: u8):
    return int(x)

print(byte(0), byte(255))  # expect: 0 255
for n in [-1, 256, 1.0]:
    try:
        byte(n)
    except TypeError as error:
        print(error.code)
# expect: N5011
# expect: N5011
# expect: N5011
