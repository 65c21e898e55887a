number, listing = [5].pop(), {"x": [1]}["x"]
for attempt in (lambda: {**number}, lambda: [*number], lambda: print(**listing)):
    try:
        attempt()
    except TypeError as error:
        print(error)
# expect: 'int' object is not a mapping
# expect: Value after * must be an iterable, not int
# expect: print() argument after ** must be a mapping, not list
