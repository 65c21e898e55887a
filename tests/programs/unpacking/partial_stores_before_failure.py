# Unpacking fails before anything is stored.
a = b = "old"
values = [1, 2, 3]
try:
    a, b = values
except ValueError:
    print(a, b)
# expect: old old
