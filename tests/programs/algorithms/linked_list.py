class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next

class LinkedList:
    def __init__(self, items=()):
        self.head = None
        for item in reversed(list(items)):
            self.head = Node(item, self.head)
    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next
    def reverse(self):
        before, node = None, self.head
        while node:
            node.next, before, node = before, node, node.next
        self.head = before
        return self

print(list(LinkedList("abc")), list(LinkedList([1, 2, 3]).reverse()), list(LinkedList()))
# expect: ['a', 'b', 'c'] [3, 2, 1] []
