x = "global"

class C:
    before = x
    x = "class"
    after = x
    del x
    again = x

print(C.before, C.after, C.again)  # expect: global class global
