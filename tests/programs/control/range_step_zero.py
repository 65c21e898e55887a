step = [0][-1]
try:
    for i in range(0, 3, step):
        print(i)
except ValueError as error:
    print(error)
# expect: range() arg 3 must not be zero
