class C:
    def __getattr__(self, name):
        print("get", name)
        return lambda *a: print("call", name, a) or self

C().first(1).second(2)
# expect: get first
# expect: call first (1,)
# expect: get second
# expect: call second (2,)
