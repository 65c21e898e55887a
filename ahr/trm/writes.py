"""Arrays that a traced function writes to: each write makes a new value.

NumPy's views share their cells, values of a graph do not. What shares its cells with something
that was written to must not be used any more; `check` finds where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, final

import numpy as np

from ahr.trace.recording import Recording, current
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError, Span

_VIEWS: Final = frozenset("slice squeeze unsqueeze reshape transpose expand split flatten".split())


@final
class Writes:
    """The writes of one trace: before which node, and to what."""

    def __init__(self) -> None:
        self.made: list[tuple[Recording, int, str]] = []
        self.twins: dict[str, str] = {}

    def twin(self, value: Tensor) -> Tensor:
        """The value once more, to be written to on one side of a choice."""
        made = value.apply("identity")
        self.twins[made.name] = value.name
        return made

    def set(self, target: Any, key: Any, value: Any) -> Tensor:
        """`target` with `value` in the cells that `key` picks."""
        record = _recording()
        before = target if isinstance(target, Tensor) else _constant(record, target)
        kind = before.dtype
        if not all(isinstance(each, int) for each in before.shape):
            _refuse(record, f"cells of {before.spec} are written to, whose shape is not known")
        if isinstance(key, Tensor) and key.spec.dtype == "bool":
            after: Any = np.where(key, value, before)
        else:
            after = _placed(record, before, key, value)
        return self.replaced(before, after.astype(kind), record)

    def replaced(self, before: Tensor, after: Tensor, record: Recording | None = None) -> Tensor:
        """Notes that the cells of one value now hold another."""
        record = record or _recording()
        self.made.append((record, len(record.builder.nodes), before.name))
        return after

    def check(self, outputs: Sequence[str]) -> None:
        """Raises ModelError N6014 where a value is used whose cells were written to before."""
        for record, place, before in self.made:
            nodes = record.builder.nodes
            made_by = {name: node for node in nodes for name in node.outputs}
            root, shared = before, {before}
            while root in self.twins or (root in made_by and made_by[root].op in _VIEWS):
                root = self.twins.get(root) or made_by[root].inputs[0]
                shared.add(root)
            for node in nodes[:place]:
                if node.op in _VIEWS and node.inputs[0] in shared:
                    shared.update(node.outputs)
            for node in nodes[place:]:
                if shared.intersection(node.inputs):
                    raise _other_name(node.span)
            if shared.intersection(outputs):
                raise _other_name(None)


def _other_name(span: Span | None) -> ModelError:
    return ModelError(
        "N6014", "an array is used by another name after it was written to: the two would not be "
        "the same array in a network", span,
        hint="copy it where it gets the other name: b = a.copy()",
    )  # fmt: skip


def _placed(record: Recording, before: Any, key: Any, value: Any) -> Any:
    """By a picture of the cells: which of them are meant, and where in `value` each is found."""
    shape = tuple(before.shape)
    try:
        picked = np.arange(int(np.prod(shape))).reshape(shape)[key]
    except (IndexError, TypeError, ValueError) as error:
        _refuse(record, f"{before.spec} cannot be written to at {key!r}: {error}")
    is_meant = np.zeros(int(np.prod(shape)), bool)
    is_meant[picked] = True
    source = np.zeros(is_meant.size, np.int64)
    source[picked] = np.arange(picked.size).reshape(picked.shape)
    if not isinstance(value, Tensor | np.ndarray) or value.ndim == 0:
        spread = value
    else:
        whole: Any = np.broadcast_to(value, picked.shape)
        whole = whole if isinstance(whole, Tensor) else _constant(record, whole)
        spread = whole.reshape(-1).apply("gather", source.reshape(shape), axis=0)
        if is_meant.all():
            return spread
    return np.where(is_meant.reshape(shape), spread, before)


def _recording() -> Recording:
    record = current()
    assert record is not None
    return record


def _constant(record: Recording, value: np.ndarray[Any, Any]) -> Tensor:
    return Tensor(record, record.builder.constant(value.copy()))


def _refuse(record: Recording, what: str) -> None:
    raise ModelError("N6014", what, record.place(), hint="write to arrays of known shape")
