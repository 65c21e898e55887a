"""Network programs on the VM: what `tensor.op(...)` calls, in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, final

import numpy as np

from ahr.ops import lookup, rows
from ahr.program.writing import MAIN, NAMESPACE, NetworkProgram
from nbc import Session


@final
class _Namespace:
    """Ops by name, each a function of arrays: the meaning of its row."""

    def __getattr__(self, attribute: str) -> Callable[..., Any]:
        name = attribute if attribute in rows() else attribute.removesuffix("_")
        if name not in rows():
            raise AttributeError(f"there is no tensor op {attribute!r}")
        row = lookup(name)
        defaults = row.attributes

        def call(*inputs: Any, name: str = "", **attributes: Any) -> Any:
            with np.errstate(all="ignore"):
                result = row.meaning(*inputs, **{**defaults, **attributes})
            return result[0] if isinstance(result, tuple) and len(result) == 1 else result

        setattr(self, attribute, call)
        return call


TENSOR: Final = _Namespace()


def run_program(
    network: NetworkProgram, values: Mapping[str, Any]
) -> Callable[..., tuple[Any, ...]]:  # fmt: skip
    """The network as a function of its inputs. `values` are its parameters and constants."""
    session = Session({NAMESPACE: TENSOR}, optimize=1)
    session.bind(**{identifier: values[name] for name, identifier in network.names.items()})
    session.execute(network.program)
    function: Callable[..., tuple[Any, ...]] = session[MAIN]
    return function
