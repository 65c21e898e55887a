from abc import ABC, abstractmethod

class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def describe(self):
        return f"{self.name}: {self.area()}"

class Square(Shape):
    name = "square"
    def area(self):
        return 4

try:
    Shape()
except TypeError as error:
    print(error)
# expect: Can't instantiate abstract class Shape with abstract methods area, name
print(Square().describe())  # expect: square: 4
