def kind(x):
    match x:
        case None:
            return "None"
        case True:
            return "True"
        case False:
            return "False"
        case 1:
            return "one"
        case _:
            return "other"

print([kind(x) for x in (None, True, False, 1, 0, 1.0)])
# expect: ['None', 'True', 'False', 'one', 'other', 'one']
