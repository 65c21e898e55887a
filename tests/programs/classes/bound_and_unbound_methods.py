class C:
    def f(self, x):
        return self, x

c = C()
bound = c.f
print(bound(1)[1], C.f(c, 2)[1], bound.__self__ is c, bound.__func__ is C.f)
# expect: 1 2 True True
print([m(3)[1] for m in (c.f, lambda x: C.f(c, x))], C.f.__qualname__)  # expect: [3, 3] C.f
