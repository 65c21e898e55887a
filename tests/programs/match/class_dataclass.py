from dataclasses import dataclass

@dataclass
class Leaf:
    value: int

@dataclass
class Node:
    left: object
    right: object

def total(tree):
    match tree:
        case Leaf(value):
            return value
        case Node(left, right):
            return total(left) + total(right)

print(total(Node(Node(Leaf(1), Leaf(2)), Leaf(3))))  # expect: 6
