data = {"a": 1, "b": 2}
try:
    for key in data:
        data[key + "x"] = 0
except RuntimeError as error:
    print(error)
# expect: dictionary changed size during iteration
