class Stack:
    def __init__(self):
        self._items = []
    def push(self, item):
        self._items.append(item)
        return self
    def pop(self):
        return self._items.pop()

stack = Stack().push(1).push(2)
print(stack.pop(), stack.pop())  # expect: 2 1
print(stack.pop())
# expect-error: N5003 at 8:16 IndexError: pop from empty list
