# A comprehension in a class sees the class's names only in its first iterable.
class C:
    n = 3
    squares = [i * i for i in range(n)]
    try:
        shifted = [i + n for i in range(2)]
    except NameError as error:
        shifted = str(error)

print(C.squares, C.shifted)  # expect: [0, 1, 4] name 'n' is not defined
