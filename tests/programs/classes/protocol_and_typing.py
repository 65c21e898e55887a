from typing import Generic, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")

class Box(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item
    def get(self) -> T:
        return self.item

@runtime_checkable
class Sized(Protocol):
    def size(self) -> int: ...

class Thing:
    def size(self):
        return 3

print(Box[int](5).get(), isinstance(Thing(), Sized), isinstance(5, Sized), Box[int])
# expect: 5 True False __main__.Box[int]
