def shape(x):
    match x:
        case []:
            return "empty"
        case [one]:
            return f"one {one}"
        case [a, b]:
            return f"two {a} {b}"
        case (a, b, *rest):
            return f"more {a} {b} {rest}"

print(shape([]), shape((1,)), shape([1, 2]), shape(range(5)))
# expect: empty one 1 two 1 2 more 0 1 [2, 3, 4]
print(shape("ab"), shape({1: 2}), shape(iter([1])), shape(b"ab"))  # expect: None None None None
