# diverges: D002
def mean(values: list[f64]) -> f64:
    return sum(values) / len(values)

def swap(pair: tuple[i64, str]):
    return pair[1], pair[0]

print(mean([1.0, 2.0]), swap((1, "a")))  # expect: 1.5 ('a', 1)
for bad in [[1.0, "x"], (1.0,)]:
    try:
        mean(bad)
    except TypeError as error:
        print(error.code)
# expect: N5011
# expect: N5011
