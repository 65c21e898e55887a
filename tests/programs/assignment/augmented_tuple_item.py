# The famous one: the list changes and the error comes all the same.
t = ([1], 2)
try:
    t[0] += [2]
except TypeError as error:
    print(error)
# expect: 'tuple' object does not support item assignment
print(t)  # expect: ([1, 2], 2)
