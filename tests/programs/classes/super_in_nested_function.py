class A:
    def f(self, n):
        return n * 2

class B(A):
    def f(self, n):
        def helper():
            return super(__class__, self).f(n)
        return helper() + 1

print(B().f(5))  # expect: 11
