class Box:
    def __init__(self, value):
        self.value = value

for item in [Box(1), Box(2), None]:
    print(item.value)
# expect: 1
# expect: 2
# expect-error: N5007 at 6:11 AttributeError: 'NoneType' object has no attribute 'value'
