class C:
    @property
    def fixed(self):
        return 1

c = C()
try:
    c.fixed = 2
except AttributeError as error:
    print(error)
# expect: property 'fixed' of 'C' object has no setter
