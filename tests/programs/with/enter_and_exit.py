class Manager:
    def __enter__(self):
        print("enter")
        return "value"
    def __exit__(self, kind, error, traceback):
        print("exit", kind)

with Manager() as v:
    print("body", v)
# expect: enter
# expect: body value
# expect: exit None
with Manager():
    print("no name")
# expect: enter
# expect: no name
# expect: exit None
