"""The transpiler: programs and models in one language come in, in another they go out.

`transpile` is the whole of it; `transpiling` has the targets. `tensor` gives model functions every
op of the table by name.
"""

from ahr.trm.tensor_names import TENSOR as tensor
from ahr.trm.transpiled import Transpiled
from ahr.trm.transpiling import TARGETS, transpile

__all__ = ["TARGETS", "Transpiled", "tensor", "transpile"]
