from dataclasses import dataclass, fields
from typing import Optional, TypedDict, get_type_hints

@dataclass
class A:
    x: int
    y: Optional[str] = None

class Movie(TypedDict):
    title: str
    year: int

print([f.name for f in fields(A)], get_type_hints(A)["y"], Movie(title="m", year=1))
# expect: ['x', 'y'] typing.Optional[str] {'title': 'm', 'year': 1}
