try:
    [10 // x for x in [5, 2, 0, 1]]
except ZeroDivisionError as error:
    print(error)
# expect: integer division or modulo by zero
print([x for x in [1, 2]])  # expect: [1, 2]
