x = "before"
match 5:
    case 6:
        x = "six"
    case str():
        x = "text"
print(x)  # expect: before
