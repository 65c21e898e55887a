def log(x, result):
    print(x)
    return result

print(log("function", max)(log("first", 1), log("second", 2)))
# expect: function
# expect: first
# expect: second
# expect: 2
print(log("object", "a-b").split(log("argument", "-")))
# expect: object
# expect: argument
# expect: ['a', 'b']
