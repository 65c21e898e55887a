"""The recording in progress: which graph the layer calls of a model function are added to."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from types import CodeType, FrameType
from typing import Any, Final, final

from ahr.building import GraphBuilder
from ahr.graph import Attribute, Graph, TensorSpec
from ahr.ops.row import ShapeError
from nbc.errors import ModelError, Related, Span

_OWN: Final = ("ahr.", "nbc.", "numpy")
"""Modules whose frames are not the person's."""


@final
class Recording:
    """A graph that grows while a function runs. `code` is the function's: frames between it and a
    layer are the scopes that the layer stands in."""

    def __init__(self, name: str, code: CodeType | None = None) -> None:
        self.builder = GraphBuilder(name)
        self.made_at: dict[str, Span | None] = {}
        self.weights: dict[str, Any] = {}
        """Numbers of parameters that came with a network that was called."""
        self.shared: dict[int, dict[str, str]] = {}
        """By the `id` of such a network: its parameters by their names here."""
        self._code = code
        self._scopes: dict[tuple[str, ...], dict[FrameType, str]] = {}

    def apply(
        self, op: str, inputs: Sequence[str], attributes: Mapping[str, Attribute | Graph], *,
        name: str | None = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """Adds a node. Raises ModelError N6001 at the layer's place, with both shapes."""
        frames = self._frames()
        span, path = _place(frames), self._path(frames)
        label = name or self.builder.fresh(".".join((*path, op)))
        try:
            results = self.builder.apply(op, inputs, attributes, name=label, path=path, span=span)
        except ShapeError as error:
            raise self._misfit(op, inputs, error, span) from None
        self.made_at.update(dict.fromkeys(results, span))
        return results

    def label(self, stem: str) -> str:
        """A free name for a layer, in its scopes."""
        return self.builder.fresh(".".join((*self._path(self._frames()), stem)))

    def spec(self, name: str) -> TensorSpec:
        return self.builder.specs[name]

    def place(self) -> Span | None:
        """The call that is running in the person's code."""
        return _place(self._frames())

    def _frames(self) -> list[FrameType]:
        """The person's frames, from the model function inwards; none where it does not run."""
        found: list[FrameType] = []
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            if not str(frame.f_globals.get("__name__")).startswith(_OWN):
                found.append(frame)
            if frame.f_code is self._code:
                return found[::-1]
            frame = frame.f_back
        return []

    def _path(self, frames: list[FrameType]) -> tuple[str, ...]:
        """The functions that were called in between, each call numbered in its scope."""
        path: tuple[str, ...] = ()
        for frame in frames[1:]:
            if frame.f_code.co_name.startswith("<"):
                continue
            here = self._scopes.setdefault(path, {})
            if frame not in here:
                name = frame.f_code.co_name
                count = sum(each.f_code.co_name == name for each in here)
                here[frame] = f"{name}_{count + 1}" if count else name
            path = (*path, here[frame])
        return path

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


def _place(frames: list[FrameType]) -> Span | None:
    """The expression that the innermost frame is at."""
    if not frames:
        return None
    code = frames[-1].f_code
    line, end_line, column, end_column = _positions(code)[frames[-1].f_lasti // 2]
    if line is None or end_line is None or column is None or end_column is None:
        return None
    return Span.at(code.co_filename, (line, column, end_line, end_column))


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
