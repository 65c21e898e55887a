class D:
    def __delitem__(self, key):
        print("del", key)

def v(x, result):
    print("eval", x)
    return result

del v("a", D())[v("k1", 1)], v("b", D())[v("k2", 2)]
# expect: eval a
# expect: eval k1
# expect: del 1
# expect: eval b
# expect: eval k2
# expect: del 2
