class Table:
    rows: int = 0
    names: "list[str]"
    def __class_getitem__(cls, item):
        return f"{cls.__name__} of {item}"

print(Table[int], Table["x", 1], Table.__annotations__, hasattr(Table, "names"))
# expect: Table of <class 'int'> Table of ('x', 1) {'rows': <class 'int'>, 'names': 'list[str]'} False
