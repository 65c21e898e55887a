"""Arrays: access, views, lazy elementwise expressions, and where those are computed.

An elementwise operation makes a lazy value; nothing is computed until something else needs it: a
variable, a reduction, an assignment to a slice. So a chain of operations is one loop. Open
`lazy.py` first, then `access.py`.
"""

from nbc.native.lower.arrays import (  # noqa: F401  (they register their lowerings)
    contents,
    contractions,
    creation,
    displays,
    functions,
    joining,
    linalg,
    methods,
    missing,
    picking,
    positions,
    products,
    ranges,
    reshaping,
    running,
    shapes,
    sorting,
    statistics,
    totals,
    triangles,
    ufuncs,
)
from nbc.native.lower.arrays.access import unpacked
from nbc.native.lower.arrays.elementwise import operate
from nbc.native.lower.arrays.lazy import materialise
from nbc.native.lower.arrays.masks import contains
from nbc.native.lower.arrays.waiting import held_back, may_wait

__all__ = ["contains", "held_back", "materialise", "may_wait", "operate", "unpacked"]
