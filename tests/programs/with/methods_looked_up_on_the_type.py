class M:
    def __enter__(self):
        return "of the class"
    def __exit__(self, *error):
        return None

m = M()
m.__enter__ = lambda: "of the instance"
with m as value:
    print(value)
# expect: of the class
