# diverges: D002
# Noodle's own type names are enforced; an exact widening is made.
def half(x: f64) -> f64:
    return x / 2

print(half(3.0), half(3))  # expect: 1.5 1.5
for value in ["text", None, [1]]:
    try:
        half(value)
    except TypeError as error:
        print(error.code, error.message)
# expect: N5011 parameter 'x' must be f64, got str
# expect: N5011 parameter 'x' must be f64, got None
# expect: N5011 parameter 'x' must be f64, got list
