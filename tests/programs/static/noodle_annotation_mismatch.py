# diverges: D002
def half(x: f64) -> f64:
    return x / 2

print(half("text"))
# expect-error: N2001 at 5:12
