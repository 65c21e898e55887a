"""IPython's shell with Noodle's compiler in it: how a cell is transformed, compiled and run.

A cell becomes one code object, which runs through IPython's `run_code`: so display, history,
events, interrupts and the debugger are IPython's and ipykernel's. Python cells (`%%python`) and
what magics compile for themselves take IPython's way untouched.
The text work is in cells.py, error texts in failures.py, the commands in magics/.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from typing import Any

from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import UsageError
from traitlets import Type

from nbc import Program, Session
from nbc.errors import NoodleError, SourceError
from nbc.render import render
from noodle_kernel import cells, failures
from noodle_kernel.cells import NoodleCell, PythonSource, UnreadableSource
from noodle_kernel.inspection import NoodleInspector
from noodle_kernel.magics import MAGICS, load_magic

BANNER = """Noodle: Python's syntax, errors before the cell runs, a visible bytecode.
%%python runs a cell in CPython, %%bytecode shows what a cell compiles to, ? is IPython's help.
"""


MODES: dict[type[ast.AST], str] = {ast.Module: "exec", ast.Interactive: "single"}


class NoodleShell(ZMQInteractiveShell):
    """One session of one user: `noodle` is its compiler, over the same namespace."""

    inspector_class = Type(NoodleInspector)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.noodle_files: dict[str, str] = {}
        self._transformed: tuple[str, str] | None = None
        super().__init__(*args, **kwargs)
        self.banner1 = BANNER
        self.noodle = Session(self.user_ns)
        self.user_ns_hidden.update(self.user_ns)

    # -- from the text of a cell to its run ------------------------------------------------------

    def transform_cell(self, raw_cell: str) -> str:
        """ipykernel asks twice for each cell: the second time gets the first answer."""
        if self._transformed is not None and self._transformed[0] is raw_cell:
            answer = self._transformed[1]
            self._transformed = None
            return answer
        answer = self._transform(raw_cell)
        self._transformed = (raw_cell, answer)
        return answer

    def _transform(self, raw_cell: str) -> str:
        standard = cells.is_standard(self.input_transformer_manager, self.input_transformers_post)
        return cells.transform(raw_cell, super().transform_cell, standard=standard)

    def should_run_async(self, raw_cell: str, *, transformed_cell: Any = None, **more: Any) -> bool:
        """Noodle cells never await; asking CPython would mean to compile them once more."""
        if not isinstance(transformed_cell, PythonSource):
            return False
        return bool(super().should_run_async(raw_cell, transformed_cell=transformed_cell, **more))

    async def run_ast_nodes(
        self, nodelist: Any, cell_name: str, interactivity: str = "last_expr",
        compiler: Any = compile, result: Any = None,
    ) -> Any:  # fmt: skip
        if not nodelist or not isinstance(nodelist[0], NoodleCell):
            return await super().run_ast_nodes(nodelist, cell_name, interactivity, compiler, result)
        display = interactivity != "none"
        try:
            program = self.compile_cell(nodelist[0], cell_name, display_last=display)
        except (NoodleError, KeyboardInterrupt) as error:
            self._refuse(error, result)
            return True
        return await self.run_code(program.code, result)

    def compile_cell(self, cell: NoodleCell, filename: str, *, display_last: bool) -> Program:
        """The program of a cell, its warnings shown. Raises NoodleError only."""
        name = f"cell {cell.number}"
        self.noodle_files.pop(filename, None)
        self.noodle_files[filename] = name
        if isinstance(cell.source, UnreadableSource):
            raise SourceError("N1002", "the cell holds half characters (lone surrogates)")
        try:
            program = self.noodle.compile(
                cell.source, source_id=name, filename=filename, display_last=display_last
            )
            program.code  # noqa: B018 - made here, where its failures are caught
        except NoodleError:
            raise
        except Exception as error:  # kernel dispatch: a bug of the compiler gets a code
            raise failures.compiler_failure(error) from error
        self.show_warnings(program.warnings)
        return program

    def program_of(self, body: str) -> Program:
        """The program of the body of a cell magic, whose lines are counted from the magic's."""
        source = self._transform("\n" + body)
        number = max(1, self.execution_count - 1)
        filename = self.compile.cache(source, number, raw_code=source)
        return self.compile_cell(NoodleCell(source, number), filename, display_last=True)

    def run_body(self, body: str) -> None:
        """Runs the body of a cell magic. What it raises passes through."""
        if cells.PYTHON_MAGIC.match(body):
            self.run_python(body.split("\n", 1)[1] if "\n" in body else "")
            return
        exec(self.program_of(body).code, self.user_global_ns, self.user_ns)

    def run_python(self, body: str) -> None:
        """Runs the body of a nested `%%python`, in CPython."""
        source = self._transform("%%python\n" + body)
        filename = self.compile.cache(source, max(1, self.execution_count - 1))
        statements = ast.parse(source, filename).body
        shown = [statements.pop()] if statements and isinstance(statements[-1], ast.Expr) else []
        for tree in (ast.Module(statements, []), ast.Interactive(shown)):
            exec(compile(tree, filename, MODES[type(tree)]), self.user_global_ns, self.user_ns)

    def show_warnings(self, warnings: tuple[NoodleError, ...]) -> None:
        for warning in warnings:
            print(render(warning, source=self.source_of, ansi=self.ansi), file=sys.stderr)

    def _refuse(self, error: BaseException, result: Any) -> None:
        """A cell that does not run: shown, and kept in the history as an error."""
        if result is not None:
            result.error_before_exec = error
        self.showtraceback((type(error), error, error.__traceback__))
        if result is not None and result.info.store_history and self.history_manager:
            kept = self._format_exception_for_storage(error)
            self.history_manager.exceptions[result.execution_count] = kept

    # -- errors ----------------------------------------------------------------------------------

    @property
    def ansi(self) -> bool:
        return str(self.colors).lower() != "nocolor"

    def source_of(self, source_id: str) -> str | None:
        return failures.source_of(self.noodle_files, source_id)

    def showtraceback(
        self, exc_tuple: Any = None, filename: str | None = None, tb_offset: int | None = None,
        exception_only: bool = False, running_compiled_code: bool = False,
    ) -> None:  # fmt: skip
        text = None if exception_only else self._describe(exc_tuple)
        if text is None:
            super().showtraceback(
                exc_tuple, filename, tb_offset, exception_only, running_compiled_code
            )
            return
        kind, error, _ = self._get_exc_info(exc_tuple)
        self._showtraceback(kind, error, text.split("\n"))
        if self.call_pdb:
            self.debugger(force=True)

    def _describe(self, exc_tuple: Any) -> str | None:
        try:
            _, error, _ = self._get_exc_info(exc_tuple)
        except ValueError:
            return None
        return None if error is None else self.describe(error)

    def describe(self, error: BaseException) -> str | None:
        """The text for an exception, None where IPython's traceback is to be shown."""
        if isinstance(error, (UsageError, SystemExit)):
            return None
        mode = str(self.InteractiveTB.mode)
        return failures.describe(error, self.noodle_files, mode=mode, ansi=self.ansi)

    def _format_exception_for_storage(
        self, exception: BaseException, *args: Any, **more: Any
    ) -> Any:
        text = self.describe(exception)
        if text is not None:
            return failures.stored(exception, text)
        return super()._format_exception_for_storage(exception, *args, **more)

    def init_completer(self) -> None:
        super().init_completer()
        # It is asked for magics, imports, keys and paths only, none of which need jedi.
        self.Completer.use_jedi = False

    # -- magics ----------------------------------------------------------------------------------

    def init_magics(self) -> None:
        super().init_magics()
        for row in MAGICS:
            self.magics_manager.register_lazy(row.name, row.provider, row.kind)

    def find_line_magic(self, magic_name: str) -> Callable[..., Any] | None:
        return load_magic(self, "line", magic_name) or super().find_line_magic(magic_name)

    def find_cell_magic(self, magic_name: str) -> Callable[..., Any] | None:
        return load_magic(self, "cell", magic_name) or super().find_cell_magic(magic_name)
