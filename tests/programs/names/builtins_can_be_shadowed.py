def f():
    len = lambda x: "my len"
    return len([1])

print(f(), len([1]))  # expect: my len 1
sum = "a name like any other"
print(sum)  # expect: a name like any other
del sum
print(sum([1, 2]))  # expect: 3
