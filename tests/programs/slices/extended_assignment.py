s = list(range(6))
s[::2] = "abc"
print(s)  # expect: ['a', 1, 'b', 3, 'c', 5]
s[::-3] = [9, 8]
print(s)  # expect: ['a', 1, 8, 3, 'c', 9]
try:
    s[::2] = [1]
except ValueError as error:
    print(error)
# expect: attempt to assign sequence of size 1 to extended slice of size 3
