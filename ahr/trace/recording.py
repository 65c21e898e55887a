"""The recording in progress: which graph the layer calls of a model function are added to."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from types import CodeType
from typing import Final, final

from ahr.building import GraphBuilder
from ahr.graph import Attribute, Graph, TensorSpec
from ahr.ops.row import ShapeError
from nbc.errors import ModelError, Related, Span


@final
class Recording:
    """A graph that grows while a function runs. `filename` is the function's: the innermost line
    of it is where a layer was called."""

    def __init__(self, name: str, filename: str, source_id: str) -> None:
        self.builder = GraphBuilder(name)
        self.filename = filename
        self.source_id = source_id
        self.made_at: dict[str, Span | None] = {}

    def apply(
        self, op: str, inputs: Sequence[str], attributes: Mapping[str, Attribute | Graph], *,
        name: str | None = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """Adds a node. Raises ModelError N6001 at the layer's place, with both shapes."""
        span = self.place()
        try:
            results = self.builder.apply(op, inputs, attributes, name=name, span=span)
        except ShapeError as error:
            raise self._misfit(op, inputs, error, span) from None
        self.made_at.update(dict.fromkeys(results, span))
        return results

    def spec(self, name: str) -> TensorSpec:
        return self.builder.specs[name]

    def place(self) -> Span | None:
        """The call that is running in the model function."""
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != self.filename:
            if frame.f_back is None:
                return None
            frame = frame.f_back
        line, end_line, column, end_column = _positions(frame.f_code)[frame.f_lasti // 2]
        if line is None or end_line is None or column is None or end_column is None:
            return None
        return Span.at(self.source_id, (line, column, end_line, end_column))

    def _misfit(
        self, op: str, inputs: Sequence[str], error: ShapeError, span: Span | None
    ) -> ModelError:
        related = [
            Related(place, f"{self.spec(inputs[index])} is made here")
            for index in error.operands
            if (place := self.made_at.get(inputs[index])) is not None and place != span
        ]
        return ModelError("N6001", f"{op}() {error.message}", span, related=related,
                          hint=error.hint or None)  # fmt: skip


@lru_cache(maxsize=16)
def _positions(code: CodeType) -> tuple[tuple[int | None, int | None, int | None, int | None], ...]:
    """Of each instruction, as CPython keeps them."""
    return tuple(code.co_positions())


_CURRENT: Final[ContextVar[Recording | None]] = ContextVar("recording", default=None)


def current() -> Recording | None:
    """The recording that layer calls belong to."""
    return _CURRENT.get()


@contextmanager
def recording(record: Recording) -> Iterator[Recording]:
    token = _CURRENT.set(record)
    try:
        yield record
    finally:
        _CURRENT.reset(token)
