for t in (int, str, list, type(None), type(len), type(lambda: 0), type(x for x in ()), type(print)):
    print(t.__name__, end=" ")
# expect: int str list NoneType builtin_function_or_method function generator builtin_function_or_method
print()
print(int is type(5), {int: "i"}[type(3)])  # expect: True i
print([t("1") for t in (int, float, str, list)], list[int], int | None)
# expect: [1, 1.0, '1', ['1']] list[int] int | None
