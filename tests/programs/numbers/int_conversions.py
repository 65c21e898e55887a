print(int("42"), int(" -7 "), int("ff", 16), int("0b11", 0), int(3.9))  # expect: 42 -7 255 3 3
print(int(-3.9), int(True), int("1_000"))  # expect: -3 1 1000
for text in ("", "4.5", "x", "１２"):
    try:
        print(int(text))
    except ValueError as error:
        print(error)
# expect: invalid literal for int() with base 10: ''
# expect: invalid literal for int() with base 10: '4.5'
# expect: invalid literal for int() with base 10: 'x'
# expect: 12
