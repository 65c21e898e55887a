print_ = print
type_ = type
match, case, _soft = 1, 2, 3
print_(match + case, type_(match).__name__, _soft)  # expect: 3 int 3
