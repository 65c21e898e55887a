"""How a failed cell is shown: compile errors, traps and exceptions through Noodle's renderer.

`describe` gives the text for an exception, or None where IPython's own traceback is the better one:
nothing of Noodle is on the stack (a `%%python` cell), or another `%xmode` was asked for.
`compiler_failure` turns what the compiler was never meant to raise into a coded error.
"""

from __future__ import annotations

import linecache
from collections.abc import Mapping
from dataclasses import replace

from nbc.errors import InternalError, NoodleError, SourceError, Trap
from nbc.importing import source_name as file_name
from nbc.render import registered_source, render_all
from nbc.render_exception import frames_of, render_exception

DEFAULT_MODE = "Context"


def describe(
    error: BaseException,
    files: Mapping[str, str],
    *,
    cells: Mapping[str, int],
    mode: str,
    ansi: bool,
) -> str | None:
    """`files`: the name of a Noodle source (`cell 3`) by its file name; `cells`: the numbers of all
    cells, those of `%%python` too, which have carets in the traceback of a Noodle cell."""
    if isinstance(error, NoodleError) and error.span and error.span.source_id in files:
        # A traced function has the place from its code, which has the file's name.
        error.span = replace(error.span, source_id=files[error.span.source_id])
    placed = bool(frames_of(error.__traceback__, lambda name: files.get(name) or file_name(name)))
    trapped = isinstance(error, Trap)
    if isinstance(error, NoodleError) and not trapped and (error.span or not placed):
        return render_all(error, source=lambda source_id: source_of(files, source_id), ansi=ansi)
    stopped_early = isinstance(error, KeyboardInterrupt) and error.__traceback__ is None
    if mode != DEFAULT_MODE or not (stopped_early or placed):
        return None

    def source_name(filename: str) -> str | None:
        number = cells.get(filename)
        known = files.get(filename) or file_name(filename)
        return known if number is None else f"cell {number}"

    return render_exception(error, source_name=source_name, ansi=ansi)


def source_of(files: Mapping[str, str], source_id: str) -> str | None:
    """The text of the latest source with this name."""
    for filename in reversed(list(files)):
        if files[filename] == source_id:
            return "".join(linecache.getlines(filename))
    return registered_source(source_id)


def compiler_failure(error: BaseException) -> NoodleError:
    if isinstance(error, (RecursionError, MemoryError)):
        return SourceError("N1003", "the cell nests too deeply", hint="split it into smaller parts")
    failure = InternalError(
        "N9001",
        f"the compiler failed: {type(error).__name__}: {error}",
        hint="run the cell with %%python and report the cell that fails",
    )
    failure.__cause__ = error
    return failure
