"""Every error that a person can see: codes, spans and the one renderer.

A `NoodleError` has a code (`ERROR_CODES`), a message, a span, related spans (the other side of a
disagreement), notes, a hint and fixes. `SourceError` is the cell author's to mend, `VerifyError`
says that NBC from outside is not valid, `Trap` happens at run time, `InternalError` is our bug.
Positions are those of CPython's `ast`: lines from 1, columns as UTF-8 bytes from 0.
This module imports nothing of ours. How a protocol carries an error is each adapter's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

ERROR_CODES: dict[str, str] = {
    "N1001": "the source is not valid syntax",
    "N1002": "the source cannot be read as text",
    "N1003": "the source nests too deeply",
    "N2001": "types do not match",
    "N2002": "array shapes do not match",
    "N2003": "array dtypes do not match",
    "N2004": "a call has the wrong arguments",
    "N2005": "a name is not defined",
    "N2006": "an attribute does not exist",
    "N2007": "a value cannot be called, indexed or iterated",
    "N2008": "a Noodle annotation is not valid",
    "N2009": "an index is out of range",
    "N2010": "the rounds of a parallel loop depend on each other",
    "N3001": "a construct of Python is not supported",
    "N4001": "the module is not well formed",
    "N4002": "the module's version is not supported",
    "N4003": "an instruction is not valid",
    "N4004": "the stack does not balance",
    "N4005": "declared types do not hold",
    "N4006": "the container is damaged",
    "N4007": "the module is too large or nests too deeply",
    "N5001": "an i64 operation overflowed",
    "N5002": "a division by zero",
    "N5003": "an index out of range",
    "N5004": "a key not found",
    "N5005": "a value of the wrong type",
    "N5006": "a value not allowed",
    "N5007": "an attribute not found",
    "N5008": "a name not defined at run time",
    "N5009": "the recursion is too deep",
    "N5010": "an assertion failed",
    "N5011": "a value does not fit its Noodle annotation",
    "N5012": "an import failed",
    "N5013": "the run was interrupted",
    "N5099": "another Python exception",
    "N6001": "the shapes of a model do not fit",
    "N6002": "a layer or a training run has the wrong arguments",
    "N6003": "a model function cannot be traced",
    "N6004": "a model has no parameters, or others than these",
    "N6005": "a model file is damaged",
    "N6006": "a model file holds what is not allowed",
    "N6007": "a model needs what is not supported",
    "N6008": "a model does not give its golden outputs",
    "N6009": "weights that are not finite",
    "N6010": "data that do not fit a model",
    "N6011": "the loss is no number any more",
    "N6012": "a model cannot be written for a target",
    "N6013": "a package is missing",
    "N6014": "source that cannot be transpiled",
    "N6015": "a study cannot be made or gone on with",
    "N6016": "a metric that fails",
    "N6017": "a model cannot be changed in this way",
    "N6018": "a model is not served",
    "N6019": "the queue of a model is full",
    "N6020": "a request was not answered in time",
    "N7001": "nobody is signed in",
    "N7002": "the caller may not do this",
    "N7003": "there is no such thing",
    "N7004": "a request has values that do not fit",
    "N7005": "a request is in conflict with what is there",
    "N7006": "a request is too large",
    "N7007": "too many requests",
    "N7008": "a part of the server cannot be used just now",
    "N7009": "the server's disk is full",
    "N7010": "a method that a path does not have",
    "N7011": "a request that cannot be read",
    "N7012": "a job raised another Python exception",
    "N7013": "the process of a job was lost",
    "N7014": "a job used more memory than it may",
    "N7015": "a job ran longer than it may",
    "N7030": "an upload is not what was promised",
    "N7031": "a piece of an upload is not the next",
    "N7032": "a file is of another format than was said",
    "N7033": "a cell of a notebook failed",
    "N7034": "a file that a job reads is gone",
    "N7035": "a part that a file does not have",
    "N7040": "a WebSocket has too many topics",
    "N7020": "too many attempts to sign in",
    "N7021": "a user name or a password is wrong",
    "N7022": "a refresh token is not good any more",
    "N7023": "the last admin has to stay",
    "N7050": "the database is of a later version",
    "N7060": "a deployment does not answer just now",
    "N7061": "a deployment has too many requests waiting",
    "N7062": "a deployment did not answer in time",
    "N7063": "inputs that a deployed model does not take",
    "N7064": "the process of a deployment ended by itself",
    "N7065": "too many deployments run",
    "N7099": "an internal error of the server",
    "N8001": "a message of the notebook is not valid",
    "N9001": "an internal error of Noodle",
}

Position = tuple[int, int, int, int]
"""Line, column, end line, end column: as CPython's `ast` counts them."""

NO_POSITION: Position = (1, 0, 1, 0)


@final
@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of source text: `start` and `end` are (line, column in UTF-8 bytes)."""

    source_id: str
    start: tuple[int, int]
    end: tuple[int, int]

    @classmethod
    def at(cls, source_id: str, position: Position) -> Span:
        line, column, end_line, end_column = position
        return cls(source_id, (line, column), (end_line, end_column))


@final
@dataclass(frozen=True, slots=True)
class Related:
    """The other side of a disagreement."""

    span: Span
    label: str


@final
@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the source that mends an error: each edit is a stretch and its new text."""

    title: str
    edits: tuple[tuple[Span, str], ...]


class NoodleError(Exception):
    """An error with a code, a place and a next step. `name`: the name that is not defined, where
    that is what is wrong."""

    def __init__(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        related: Sequence[Related] = (),
        notes: Sequence[str] = (),
        hint: str | None = None,
        fixes: Sequence[Fix] = (),
        name: str | None = None,
    ) -> None:
        if code not in ERROR_CODES:
            raise ValueError(f"unknown error code {code}")
        super().__init__(message)
        self.code = code
        self.message = message
        self.span = span
        self.related = tuple(related)
        self.notes = tuple(notes)
        self.hint = hint
        self.fixes = tuple(fixes)
        self.name = name
        self.rest: tuple[NoodleError, ...] = ()

    @property
    def all(self) -> tuple[NoodleError, ...]:
        """This error and those found together with it, in source order."""
        return (self, *self.rest)

    def to_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "message": self.message,
            "span": _span_json(self.span),
            "related": [{"span": _span_json(r.span), "label": r.label} for r in self.related],
            "notes": list(self.notes),
            "hint": self.hint,
        }

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}"


class SourceError(NoodleError):
    """N1xxx, N2xxx, N3xxx: found before the cell ran; its author can fix it."""


class VerifyError(NoodleError):
    """N4xxx: NBC from outside that is not valid."""


class Trap(NoodleError):
    """N5xxx: a Noodle rule broken at run time."""


class OverflowTrap(Trap, OverflowError):
    """N5001: caught by `except OverflowError` too."""


class AnnotationTrap(Trap, TypeError):
    """N5011: a value that its Noodle annotation refuses; caught by `except TypeError` too."""


class ModelError(NoodleError):
    """N6xxx: a model, its file or its data that is not as it must be."""


class InternalError(NoodleError):
    """N9001: our bug. The message carries the phase; the report instructions are in the hint."""


def collect(errors: Sequence[NoodleError], limit: int = 20) -> NoodleError:
    """The first error in source order, carrying the others (at most `limit` in all)."""
    ordered = sorted(errors, key=_order)[:limit]
    first = ordered[0]
    first.rest = tuple(ordered[1:])
    return first


def _order(error: NoodleError) -> tuple[int, int]:
    return error.span.start if error.span else (0, 0)


def _span_json(span: Span | None) -> dict[str, object] | None:
    if span is None:
        return None
    return {"source_id": span.source_id, "start": list(span.start), "end": list(span.end)}
