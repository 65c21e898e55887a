# diverges: D002
def same(x: f64):
    return x

print(same(2), type(same(2)).__name__, same(2.5))  # expect: 2.0 float 2.5
print(same(True))  # expect: 1.0
