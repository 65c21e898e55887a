class Plain:
    pass

class OnlyRepr:
    def __repr__(self):
        return "R"

print(str(Plain()).startswith("<__main__.Plain object at 0x"), OnlyRepr(), [OnlyRepr()])
# expect: True R [R]
print(Plain, Plain.__module__, Plain.__name__, f"{OnlyRepr()!s:>3}")
# expect: <class '__main__.Plain'> __main__ Plain   R
try:
    f"{Plain():x}"
except TypeError as error:
    print(error)
# expect: unsupported format string passed to Plain.__format__
