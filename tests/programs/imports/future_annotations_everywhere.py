from __future__ import annotations

class Node:
    next: Node | None = None
    size: Undefined[int, ...]
    def link(self, other: Node, *, by: "quoted" = 1) -> Missing.thing:
        y: never[evaluated] = other
        return y

count: NotDefined = 3
print(Node.__annotations__, Node.link.__annotations__)
# expect: {'next': 'Node | None', 'size': 'Undefined[int, ...]'} {'other': 'Node', 'by': "'quoted'", 'return': 'Missing.thing'}
print(__annotations__, Node().link(5), annotations.compiler_flag > 0)
# expect: {'count': 'NotDefined'} 5 True
