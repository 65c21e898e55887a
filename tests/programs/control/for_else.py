def find(items, wanted):
    for index, item in enumerate(items):
        if item == wanted:
            result = index
            break
    else:
        result = None
    return result

print(find("hello", "l"), find("hello", "z"), find("", "a"))  # expect: 2 None None
