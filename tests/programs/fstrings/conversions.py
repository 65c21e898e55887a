x = "it's é\n"
print(f"{x!r} {x!a} {x!s:>8}|", f"{x!r:_<14}")
# expect: "it's é\n" "it's \xe9\n"  it's é
# expect: | "it's é\n"____

class Shown:
    def __str__(self):
        return "str"
    def __repr__(self):
        return "repr"
    def __format__(self, spec):
        return f"format({spec})"

s = Shown()
print(f"{s} {s!s} {s!r} {s:abc} {s!r:>6}")  # expect: format() str repr format(abc)   repr
