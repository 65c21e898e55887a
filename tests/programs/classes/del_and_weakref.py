import gc
import weakref

class Node:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("deleted", self.name)

a = Node("a")
reference = weakref.ref(a)
print(reference() is a)  # expect: True
del a  # expect: deleted a
gc.collect()
print(reference())  # expect: None
