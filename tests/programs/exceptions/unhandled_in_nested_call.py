def parse(text):
    return [float(part) for part in text.split(",")]

def average(text):
    values = parse(text)
    return sum(values) / len(values)

print(average("1,2,6"))  # expect: 3.0
print(average("1,two,6"))
# expect-error: N5006 at 2:13 ValueError: could not convert string to float: 'two'
