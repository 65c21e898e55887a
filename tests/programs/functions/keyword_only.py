def div(a, /, b, *, floor=False):
    return a // b if floor else a / b

print(div(7, 2))  # expect: 3.5
print(div(7, b=2))  # expect: 3.5
print(div(7, 2, floor=True))  # expect: 3
call = div
try:
    call(7, 2, True)
except TypeError as error:
    print(error)
# expect: div() takes 2 positional arguments but 3 were given
