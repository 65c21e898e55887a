class M:
    def __enter__(self):
        return self
    def __exit__(self, *error):
        print("exit", error[0])

def f():
    for i in range(4):
        with M():
            if i == 0:
                continue
            if i == 1:
                return i

print(f())
# expect: exit None
# expect: exit None
# expect: 1
while True:
    with M():
        break
# expect: exit None
