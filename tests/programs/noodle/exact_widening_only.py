# diverges: D002
# 2**53 + 1 is no double: it is refused rather than changed.
def same(x: f64):
    return x

print(same(2**53))  # expect: 9007199254740992.0
for n in [2**53 + 1]:
    try:
        print(same(n))
    except TypeError as error:
        print(error.code)
# expect: N5011
