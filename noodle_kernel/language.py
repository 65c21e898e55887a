"""The language as the kernel needs it: the session, and everything that imports `nbc`.

The kernel answers its first message before any of this is loaded; `NoodleShell.language` loads it,
in the background once the kernel runs, or when the first cell comes. So nothing that the start
needs may import this module, but everything here may import what it likes.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import ahr
from nbc import Program, Session, importing, interrupts, value_without_import
from nbc.errors import NoodleError, SourceError
from nbc.native import dispatch
from nbc.render import render
from nbc.runtime.names import NAMES
from noodle_kernel import failures
from noodle_kernel.about import describe_word, fields
from noodle_kernel.cells import NoodleCell, UnreadableSource
from noodle_kernel.complete import complete


class Language:
    """A session over the person's namespace, and the names of the sources that ran in it."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.session = Session(namespace)
        self.files: dict[str, str] = {}
        """The source's name (`cell 3`) by its file name, the latest last."""
        self._watched = False
        interrupts.keep_dropped()
        importing.install()
        ahr.names.offer()

    def compile(
        self, cell: NoodleCell, filename: str, *, display_last: bool, ansi: bool
    ) -> Program | NoodleError:
        """The program of a cell, its warnings shown; or why there is none."""
        name = f"cell {cell.number}"
        self.files.pop(filename, None)
        self.files[filename] = name
        if isinstance(cell.source, UnreadableSource):
            return SourceError("N1002", "the cell holds half characters (lone surrogates)")
        try:
            program = self.session.compile(
                cell.source, source_id=name, filename=filename, display_last=display_last
            )
            program.code  # noqa: B018 - made here, where its failures are caught
        except NoodleError as error:
            return error
        except Exception as error:  # noqa: BLE001  # kernel dispatch: our bugs get a code
            return failures.compiler_failure(error)
        for warning in program.warnings:
            text = render(warning, source=self.source_of, ansi=ansi, warning=True)
            print(text, file=sys.stderr)
        return program

    def run_file(self, path: str, namespace: dict[str, Any]) -> None:
        """Runs a `.noodle` file. Raises SourceError before it runs, and what the program raises."""
        importing.run_file(path, namespace)

    def watch(self, *, on: bool) -> None:
        """While a debugger looks on, everything runs on the VM."""
        if on != self._watched:
            self._watched = on
            (dispatch.disable if on else dispatch.enable)()

    def warm_up(self) -> None:
        """Loads the native compiler in the background."""
        if self.session.policy.is_on:
            dispatch.warm_up()

    def describe(
        self, error: BaseException, *, cells: Mapping[str, int], mode: str, ansi: bool
    ) -> str | None:
        """The text for an exception, None where IPython's traceback is to be shown."""
        return failures.describe(error, self.files, cells=cells, mode=mode, ansi=ansi)

    def about(self, value: Any, detail_level: int) -> list[tuple[str, str]]:
        return fields(value, detail_level)

    def value_of(self, name: str) -> Any:
        """The value of a name that cells have without an import. Raises KeyError. Types are no
        objects to people: `about_word` has them."""
        if describe_word(name) is not None:
            raise KeyError(name)
        return value_without_import(name)

    def is_ours(self, name: str, value: Any) -> bool:
        """Whether a name is one that cells have without an import."""
        return name in NAMES and NAMES[name] is value

    def about_word(self, word: str) -> str | None:
        return describe_word(word)

    def complete(self, shell: Any, code: str, position: int) -> dict[str, Any] | None:
        return complete(shell, code, position)

    def source_of(self, source_id: str) -> str | None:
        return failures.source_of(self.files, source_id)
