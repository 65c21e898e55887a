# A name is bound before its guard runs, even when the guard fails.
match (1, 2):
    case (a, b) if a > b:
        print("never")
    case _:
        print("fell through with", a, b)
# expect: fell through with 1 2
