match [1, [2, 3]]:
    case [int() as a, [*_] as b] as whole:
        print(a, b, whole)
# expect: 1 [2, 3] [1, [2, 3]]
match {"k": (1, 2)}:
    case {"k": (x, _) as pair}:
        print(x, pair)
# expect: 1 (1, 2)
