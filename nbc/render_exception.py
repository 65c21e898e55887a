"""A Python exception that came out of Noodle code, drawn as the one renderer draws errors.

The innermost Noodle frame is the place of the error; frames of libraries are one line each, and
callers follow. Chained exceptions come after the one that was not caught; groups show their parts.
The exception itself is not changed: its code (`N5xxx`) is looked up by its class.
What a single error or line looks like is `nbc.render`'s business.
"""

from __future__ import annotations

import difflib
import linecache
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from traceback import TracebackException
from types import CodeType, TracebackType
from typing import Any, final

from nbc.errors import NoodleError
from nbc.render import Paint, excerpt, headline, place, registered_source, remarks

SourceName = Callable[[str], str | None]
"""The name by which a person knows a source of Noodle code, by its file name; None: not Noodle."""

MAX_FRAMES = 16
MAX_PARTS = 8
MAX_MESSAGE = 4000

_OWN_FOLDER = os.path.dirname(__file__) + os.sep
_STANDARD_LIBRARY = os.path.dirname(os.__file__) + os.sep

CODE_OF_CLASS: tuple[tuple[type[BaseException], str], ...] = (
    (ZeroDivisionError, "N5002"),
    (IndexError, "N5003"),
    (KeyError, "N5004"),
    (TypeError, "N5005"),
    (ValueError, "N5006"),
    (AttributeError, "N5007"),
    (NameError, "N5008"),
    (RecursionError, "N5009"),
    (AssertionError, "N5010"),
    (ImportError, "N5012"),
    (KeyboardInterrupt, "N5013"),
)


@final
@dataclass(frozen=True, slots=True)
class Frame:
    """One call of a traceback. `source` is the Noodle source's name, None for other code."""

    filename: str
    source: str | None
    function: str
    start: tuple[int, int]
    end: tuple[int, int]


def render_exception(
    exception: BaseException, *, source_name: SourceName, ansi: bool = False
) -> str:
    """The exception, its frames, and those that led to it."""
    paint = Paint(ansi)
    blocks: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = exception
    title = ""
    while current is not None and id(current) not in seen and len(blocks) < MAX_PARTS:
        seen.add(id(current))
        lines = [title] if title else []
        blocks.append("\n".join(lines + _draw(current, source_name, paint)))
        current, title = _origin(current)
    return "\n\n".join(blocks)


def code_of(exception: BaseException) -> str:
    """The N-code of a run-time exception."""
    if isinstance(exception, NoodleError):
        return exception.code
    matches = (code for known, code in CODE_OF_CLASS if isinstance(exception, known))
    return next(matches, "N5099")


def frames_of(
    traceback: TracebackType | None, source_name: SourceName, *, foreign: bool = False
) -> list[Frame]:
    """The frames from the outermost Noodle one (`foreign`: from the first) to the innermost of all,
    without our own."""
    frames: list[Frame] = []
    ours = False
    while traceback is not None:
        code = traceback.tb_frame.f_code
        source = source_name(code.co_filename)
        if source is not None:
            frame = _frame(traceback, code, source)
            if ours and frames and _went_native(frames[-1], frame):
                frames.pop()
            frames.append(frame)
            ours = False
        elif code.co_filename.startswith(_OWN_FOLDER):
            ours = True
        elif frames or foreign:
            frames.append(_frame(traceback, code, source))
        traceback = traceback.tb_next
    return frames


def _went_native(before: Frame, after: Frame) -> bool:
    """Whether one call shows twice: where it asked for native code, and where that failed."""
    return (before.filename, before.function) == (after.filename, after.function)


def message_of(exception: BaseException) -> str:
    """The class's name and the message, cut to a readable size."""
    name = type(exception).__name__
    text = exception.message if isinstance(exception, NoodleError) else _text_of(exception)
    if len(text) > MAX_MESSAGE:
        text = text[:MAX_MESSAGE] + f"… ({len(text)} characters)"
    if isinstance(exception, NoodleError) or not text:
        return text or name
    return f"{name}: {text}"


def _text_of(exception: BaseException) -> str:
    """`str(exception)`, even where a person's own `__str__` raises."""
    return str(TracebackException(type(exception), exception, None, limit=0, lookup_lines=False))


def _draw(exception: BaseException, source_name: SourceName, paint: Paint) -> list[str]:
    traceback = exception.__traceback__
    frames = frames_of(traceback, source_name) or frames_of(traceback, source_name, foreign=True)
    lines = [headline(code_of(exception), message_of(exception), paint)]
    if isinstance(exception, NoodleError):  # of a library of ours: its inside tells people nothing
        frames = [frame for frame in frames if frame.source is not None]
    lines += _innermost(frames, paint)
    if isinstance(exception, NoodleError):
        for related in exception.related:
            lines += place(related.span, registered_source, paint, label=related.label)
    lines += _callers(frames, paint)
    lines += remarks(_notes(exception), _hint(exception), paint)
    if isinstance(exception, BaseExceptionGroup):
        lines += _parts(exception, source_name, paint)
    return lines


def _innermost(frames: list[Frame], paint: Paint) -> list[str]:
    """The place in Noodle code, then the library frames that it called, outermost first."""
    own = [index for index, frame in enumerate(frames) if frame.source is not None]
    if not own:
        return _folded(frames[-1:], "in", paint)
    return _shown(frames[own[-1]], "-->", paint) + _folded(frames[own[-1] + 1 :], "in", paint)


def _callers(frames: list[Frame], paint: Paint) -> list[str]:
    """The callers of the place, innermost first."""
    own = [index for index, frame in enumerate(frames) if frame.source is not None]
    return _folded(frames[: own[-1]][::-1], "called from", paint) if own else []


def _folded(frames: list[Frame], word: str, paint: Paint) -> list[str]:
    """Frames in this order; a run of equal ones (a recursion) once; the middle of many left out."""
    runs = [(frame, sum(1 for _ in same)) for frame, same in groupby(_unrolled(frames))]
    if len(runs) > MAX_FRAMES:
        left_out = sum(count for _, count in runs[MAX_FRAMES - 2 : -2])
        shown = [*runs[: MAX_FRAMES - 2], (None, left_out), *runs[-2:]]
    else:
        shown = list(runs)
    lines: list[str] = []
    for frame, count in shown:
        if frame is None:
            lines.append(f"  {paint.frame('...')} {count} more calls")
            continue
        lines += _shown(frame, word, paint)
        if count > 1:
            lines.append(f"  {paint.frame('...')} and {count - 1} more times")
    return lines


def _unrolled(frames: list[Frame]) -> Iterator[Frame]:
    return islice(frames, 100_000)


def _shown(frame: Frame, word: str, paint: Paint) -> list[str]:
    inside = "" if frame.function == "<module>" else f" in {frame.function}"
    if frame.source is None:
        return [f"  {paint.frame(word)} {_short(frame.filename)}:{frame.start[0]}{inside}"]
    line = linecache.getline(frame.filename, frame.start[0])
    column = len(line.encode("utf-8", "replace")[: frame.start[1]].decode("utf-8", "replace")) + 1
    where = f"  {paint.frame(word)} {frame.source}:{frame.start[0]}:{column}{inside}"
    return [where, *excerpt(line, frame.start, frame.end, paint)] if line else [where]


def _frame(traceback: TracebackType, code: CodeType, source: str | None) -> Frame:
    line = traceback.tb_lineno
    positions = next(islice(code.co_positions(), traceback.tb_lasti // 2, None), (line,) * 4)
    first, last, start, end = positions
    if first is None or start is None or end is None:
        first, last, start, end = line, line, 0, 0
    name = getattr(code, "co_qualname", code.co_name)
    return Frame(code.co_filename, source, name, (first, start), (last or first, end))


def _origin(exception: BaseException) -> tuple[BaseException | None, str]:
    if exception.__cause__ is not None:
        return exception.__cause__, "caused by"
    if exception.__suppress_context__:
        return None, ""
    return exception.__context__, "raised while this was handled"


def _notes(exception: BaseException) -> list[str]:
    added = [str(note) for note in getattr(exception, "__notes__", ())]
    own = list(exception.notes) if isinstance(exception, NoodleError) else []
    return own + added


def _hint(exception: BaseException) -> str | None:
    if isinstance(exception, NoodleError):
        return exception.hint
    if isinstance(exception, RecursionError):
        return "does the recursion reach its end? sys.setrecursionlimit allows deeper ones"
    name = getattr(exception, "name", None)
    if not isinstance(name, str):
        return None
    close = difflib.get_close_matches(name, _known_names(exception), 1, 0.7)
    return f"did you mean `{close[0]}`?" if close else None


def _known_names(exception: BaseException) -> list[str]:
    """The names that could have been meant: of the object, or of the frame that raised."""
    if isinstance(exception, AttributeError):
        return _names_of(exception.obj)
    traceback = exception.__traceback__
    if not isinstance(exception, NameError) or traceback is None:
        return []
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    frame = traceback.tb_frame
    return [*frame.f_locals, *frame.f_globals, *frame.f_builtins]


def _names_of(value: Any) -> list[str]:
    """What `dir` gives, without running a person's own `__dir__`."""
    own = getattr(value, "__dict__", {}) if not hasattr(type(value), "__getattr__") else {}
    return list(own) + [name for base in type(value).__mro__ for name in vars(base)]


def _parts(
    group: BaseExceptionGroup[BaseException], source_name: SourceName, paint: Paint
) -> list[str]:
    lines: list[str] = []
    for number, part in enumerate(group.exceptions[:MAX_PARTS], start=1):
        lines.append(f"  {paint.frame(f'part {number} of {len(group.exceptions)}')}")
        lines += ["    " + line for line in _draw(part, source_name, paint)]
    return lines


def _short(filename: str) -> str:
    """A library's file by its place in site-packages or the standard library."""
    for marker in ("/site-packages/", "/dist-packages/"):
        _, found, tail = filename.rpartition(marker)
        if found:
            return tail
    library, separator, tail = filename.rpartition(_STANDARD_LIBRARY)
    return tail if separator and not library else filename
