def make(label):
    class C:
        tag = label
        def get(self):
            return label
    return C

c = make("hi")()
print(c.tag, c.get())  # expect: hi hi
