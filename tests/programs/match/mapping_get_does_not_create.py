from collections import defaultdict

d = defaultdict(list)
match d:
    case {"missing": value}:
        print("found", value)
    case {}:
        print("not found", dict(d))
# expect: not found {}
