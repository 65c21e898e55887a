class A:
    __x = 1
    def __init__(self):
        self.__y = 2
    def get(self):
        return self.__x, self.__y
    def __hidden(self):
        return "hidden of A"
    def call(self):
        return self.__hidden()

class B(A):
    __x = 10
    def __hidden(self):
        return "hidden of B"
    def own(self):
        return self.__x, self.__hidden()

b = B()
print(b.get(), b.call(), b.own(), sorted(b.__dict__), hasattr(b, "__y"))
# expect: (1, 2) hidden of A (10, 'hidden of B') ['_A__y'] False
