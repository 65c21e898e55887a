class C:
    __secret = 1
    def get(self):
        return self.__secret
    def local(self):
        __x = 5
        return __x, sorted(locals())

__outside = 2
print(C().get(), C._C__secret, C().local(), __outside)  # expect: 1 1 (5, ['_C__x', 'self']) 2
