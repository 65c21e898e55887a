# diverges: D002
x: f64 = 3
print(x, type(x).__name__)  # expect: 3.0 float

def convert(value):
    y: i64 = value
    return y

print(convert(5))  # expect: 5
for value in [5.5]:
    try:
        convert(value)
    except TypeError as error:
        print(error.message)
# expect: the value must be i64, got f64
