match 42:
    case value:
        print("captured", value)
# expect: captured 42
match [1, 2]:
    case [_, second]:
        print(second)
# expect: 2
print(value)  # expect: 42
