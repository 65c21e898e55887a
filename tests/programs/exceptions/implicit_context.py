try:
    try:
        [].pop()
    except IndexError:
        {}["k"]
except KeyError as error:
    print(repr(error.__context__), error.__cause__, error.__suppress_context__)
# expect: IndexError('pop from empty list') None False
