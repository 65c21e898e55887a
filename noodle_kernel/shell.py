"""IPython's shell with Noodle's compiler in it: how a cell is transformed, compiled and run.

A cell becomes one code object, which runs through IPython's `run_code`: so display, history,
events, interrupts and the debugger are IPython's and ipykernel's. Python cells (`%%python`) and
what magics compile for themselves take IPython's way untouched.
The text work is in cells.py, the compiler behind language.py, error texts in failures.py.
"""

from __future__ import annotations

import ast
import linecache
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from threading import Lock, current_thread, main_thread
from typing import TYPE_CHECKING, Any

from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import UsageError
from IPython.utils.syspathcontext import prepended_to_syspath
from traitlets import Type

from noodle_kernel import cells, interrupts
from noodle_kernel.cells import NoodleCell, PythonSource
from noodle_kernel.inspection import NoodleInspector
from noodle_kernel.live.ledger import Ledger
from noodle_kernel.magics import MAGICS, load_magic

if TYPE_CHECKING:
    from nbc import Program
    from noodle_kernel.language import Language
    from noodle_kernel.live.texts import Texts
    from noodle_kernel.profile import Recording

BANNER = """Noodle: Python's syntax, errors before the cell runs, a visible bytecode.
%%python runs a cell in CPython, %%bytecode shows what a cell compiles to, ? is IPython's help.
"""

_TOO_EARLY = "the cell was still being compiled: nothing of it ran"

MODES: dict[type[ast.AST], str] = {ast.Module: "exec", ast.Interactive: "single"}


class NoodleShell(ZMQInteractiveShell):
    """The one session of a kernel, over IPython's namespace."""

    inspector_class = Type(NoodleInspector)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._language: Language | None = None
        self._loading = Lock()
        self._transformed: tuple[str, str] | None = None
        self._has_begun = False
        """Whether anything of the main thread's cell ran; the interrupt is the main thread's."""
        self.recording: Recording | None = None
        """The profile that is being made."""
        self.profile_next: set[str] = set()
        """Ids of cells of which the next run is to be profiled."""
        self.profiled: dict[str, dict[str, Any]] = {}
        """By id, what the last run of a cell cost, where it was profiled; for pages that come."""
        self.cell_files: dict[str, str | None] = {}
        """Ids of cells by the names of their files."""
        super().__init__(*args, **kwargs)
        self.banner1 = BANNER
        self.ledger = Ledger(self.user_ns, lambda text: self.texts.effects(text), self._is_ours)

    @property
    def language(self) -> Language:
        if self._language is None:
            self.load_language()
        assert self._language is not None
        return self._language

    @cached_property
    def texts(self) -> Texts:
        """What the texts of cells do to names."""
        from noodle_kernel.live.texts import Texts  # lazy: nbc loads after the start

        return Texts(self)

    def _is_ours(self, name: str, value: Any) -> bool:
        """Whether a name is one that cells have without an import."""
        return self._language is not None and self._language.is_ours(name, value)

    def load_language(self) -> None:
        """May be called in a thread: whoever comes first imports, the other waits."""
        from noodle_kernel.language import Language  # lazy: nbc loads after the start

        with self._loading:
            if self._language is None:
                self._language = Language(self.user_ns)

    # -- from the text of a cell to its run ------------------------------------------------------

    def transform_cell(self, raw_cell: str) -> str:
        """ipykernel asks twice for each cell: the second time gets the first answer."""
        known = self._transformed  # once: another subshell may write it meanwhile
        if known is not None and known[0] is raw_cell:
            self._transformed = None
            return known[1]
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

    def transform_ast(self, node: Any) -> Any:
        """Where someone rewrites trees, the cell is what they make of it (its lines may shift)."""
        cell = node.body[0] if node.body else None
        if not self.ast_transformers or not isinstance(cell, NoodleCell):
            return super().transform_ast(node)
        try:
            tree = super().transform_ast(ast.parse(cell.source))
        except SyntaxError:
            return node
        return ast.Module([NoodleCell(ast.unparse(tree) + "\n", cell.number)], [])

    async def run_cell_async(self, *args: Any, **more: Any) -> Any:
        if current_thread() is not main_thread():
            return await self._run_one(*args, **more)
        self._has_begun = False
        with interrupts.cell():
            return await self._run_one(*args, **more)

    async def _run_one(self, *args: Any, **more: Any) -> Any:
        cell = self.cell_id
        if cell is not None:
            self.profiled.pop(cell, None)
        if cell is not None and cell in self.profile_next:
            self.profile_next.discard(cell)
            return await self._run_profiled(*args, **more)
        return await super().run_cell_async(*args, **more)

    async def _run_profiled(self, *args: Any, **more: Any) -> Any:
        from noodle_kernel.profile import recording  # lazy: few cells are profiled

        with recording(self, sys._getframe()) as made:
            result = await super().run_cell_async(*args, **more)
            error = result.error_before_exec or result.error_in_exec
            if error is not None:
                is_interrupt = isinstance(error, KeyboardInterrupt)
                made.ended = "interrupted" if is_interrupt else "failed"
        return result

    @property
    def cell_id(self) -> str | None:
        """JupyterLab's id of the cell that runs in this thread."""
        kernel = getattr(self, "kernel", None)
        parent = kernel.get_parent() if kernel is not None else {}
        found = (parent or {}).get("metadata", {}).get("cellId")
        return found if isinstance(found, str) else None

    def _begins(self, filename: str, source: str) -> None:
        """Code of the cell is about to be compiled."""
        self.cell_files.pop(filename, None)
        self.cell_files[filename] = self.cell_id
        if self.recording is not None:
            self.recording.of_file(filename, source)

    async def run_code(self, *args: Any, **more: Any) -> Any:
        if current_thread() is main_thread():
            self._has_begun = True
        return await super().run_code(*args, **more)

    async def run_ast_nodes(
        self, nodelist: Any, cell_name: str, interactivity: str = "last_expr",
        compiler: Any = compile, result: Any = None,
    ) -> Any:  # fmt: skip
        if not nodelist or not isinstance(nodelist[0], NoodleCell):
            self._begins(cell_name, "".join(linecache.getlines(cell_name)))
            return await super().run_ast_nodes(nodelist, cell_name, interactivity, compiler, result)
        cell = nodelist[0]
        failed = await self._run(cell, cell_name, result, display_last=interactivity != "none",
                                 only_check=interactivity == "all")  # fmt: skip
        if interactivity == "all" and not failed:
            for piece in cells.pieces(cell.source):
                if await self._run(NoodleCell(piece, cell.number), cell_name, result):
                    return True
        if interactivity == "last_expr_or_assign" and not failed:
            name = cells.assigned_last(cell.source)
            if name is not None:
                self.displayhook(self.user_ns[name])
        return failed

    async def _run(
        self, cell: NoodleCell, filename: str, result: Any, *, display_last: bool = True,
        only_check: bool = False,
    ) -> bool:  # fmt: skip
        """Whether it failed, as `run_code` says it."""
        program: Program | BaseException
        self._begins(filename, cell.source)
        try:
            program = self.language.compile(
                cell, filename, display_last=display_last, ansi=self.ansi
            )
        except KeyboardInterrupt as interrupt:
            program = interrupt
        if isinstance(program, BaseException):
            self._refuse(program, result)
            return True
        if only_check:
            return False
        try:
            return bool(await self.run_code(program.code, result))
        finally:
            self.language.session.tidy()

    def _refuse(self, error: BaseException, result: Any) -> None:
        """A cell that does not run: shown, and kept in the history as an error."""
        if result is not None:
            result.error_before_exec = error
        self.showtraceback((type(error), error, error.__traceback__))
        if result is not None and result.info.store_history and self.history_manager:
            kept = self._format_exception_for_storage(error)
            self.history_manager.exceptions[result.execution_count] = kept

    def checkable(self, raw_cell: str) -> str | None:
        """The text of a cell as the compiler would get it; None where it is not Noodle's."""
        source = self.transformed(raw_cell)
        return None if isinstance(source, (PythonSource, cells.UnreadableSource)) else source

    def transformed(self, raw_cell: str) -> str:
        """The text that would be compiled. For questions about it: nothing is run or kept."""
        return self._transform(cells.readable(raw_cell))

    # -- the bodies of cell magics ---------------------------------------------------------------

    def program_of(self, body: str, *, first_line: int = 2) -> Program:
        """The program of the body of a cell magic, whose lines are counted from the magic's."""
        source = self._transform("\n" * (first_line - 1) + body)
        number = max(1, self.execution_count - 1)
        filename = self.compile.cache(source, number, raw_code=source)
        cell = NoodleCell(source, number)
        self._begins(filename, source)
        program = self.language.compile(cell, filename, display_last=True, ansi=self.ansi)
        if isinstance(program, BaseException):
            raise program
        return program

    def run_body(self, body: str, *, first_line: int = 2) -> None:
        """Runs the body of a cell magic. What it raises passes through."""
        if python := cells.PYTHON_MAGIC.match(body):
            above = first_line + python.group().count("\n")
            self.run_python(body[python.end() + 1 :], first_line=above + 1)
            return
        program = self.program_of(body, first_line=first_line)
        exec(program.code, self.user_global_ns, self.user_ns)

    def run_python(self, body: str, *, first_line: int = 2) -> None:
        """Runs the body of a nested `%%python`, in CPython."""
        source = self._transform("\n" * (first_line - 2) + "%%python\n" + body)
        filename = self.compile.cache(source, max(1, self.execution_count - 1))
        self._begins(filename, source)
        statements = ast.parse(source, filename).body
        shown = [statements.pop()] if statements and isinstance(statements[-1], ast.Expr) else []
        for tree in (ast.Module(statements, []), ast.Interactive(shown)):
            exec(compile(tree, filename, MODES[type(tree)]), self.user_global_ns, self.user_ns)

    def safe_execfile(
        self, fname: Any, *where: Any, exit_ignore: bool = False, raise_exceptions: bool = False,
        shell_futures: bool = False,
    ) -> None:  # fmt: skip
        """`%run` of a `.noodle` file; files of Python are IPython's."""
        path = os.path.abspath(os.path.expanduser(fname))
        if not path.endswith(".noodle"):
            super().safe_execfile(
                fname, *where, exit_ignore=exit_ignore, raise_exceptions=raise_exceptions,
                shell_futures=shell_futures,
            )  # fmt: skip
            return
        with prepended_to_syspath(os.path.dirname(path)), self.builtin_trap:
            try:
                self.language.run_file(path, where[0] if where else self.user_ns)
            except SystemExit as status:
                if raise_exceptions or (status.code and not exit_ignore):
                    raise
            except BaseException:  # kernel dispatch: the file's own, shown
                if raise_exceptions:
                    raise
                self.showtraceback()

    # -- errors ----------------------------------------------------------------------------------

    @property
    def ansi(self) -> bool:
        return str(self.colors).lower() != "nocolor"

    def showtraceback(
        self, exc_tuple: Any = None, filename: str | None = None, tb_offset: int | None = None,
        exception_only: bool = False, running_compiled_code: bool = False,
    ) -> None:  # fmt: skip
        text = None if exception_only else self._described(exc_tuple)
        if text is None:
            super().showtraceback(
                exc_tuple, filename, tb_offset, exception_only, running_compiled_code
            )
            return
        kind, error, _ = self._get_exc_info(exc_tuple)
        self._showtraceback(kind, error, text.split("\n"))
        if self.call_pdb:
            self.debugger(force=True)

    def _described(self, exc_tuple: Any) -> str | None:
        try:
            _, error, _ = self._get_exc_info(exc_tuple)
        except ValueError:
            return None
        return None if error is None else self._describe(error)

    def _describe(self, error: BaseException) -> str | None:
        """Noodle's text for an exception, None where IPython's traceback is to be shown."""
        if self._language is None or isinstance(error, (UsageError, SystemExit)):
            return None
        if isinstance(error, KeyboardInterrupt) and not self._has_begun:
            error.__traceback__ = None  # where the compiler was is of no interest
            error.__notes__ = [_TOO_EARLY]
        mode = str(self.InteractiveTB.mode)
        cells = self.compile._filename_map
        return self._language.describe(error, cells=cells, mode=mode, ansi=self.ansi)

    def _format_exception_for_storage(
        self, exception: BaseException, *args: Any, **more: Any
    ) -> Any:
        text = self._describe(exception)
        if text is None:
            return super()._format_exception_for_storage(exception, *args, **more)
        name = type(exception).__name__
        return {"ename": name, "evalue": str(exception), "traceback": text.split("\n")}

    # -- help, completion and magics -------------------------------------------------------------

    def about(self, value: Any, detail_level: int) -> list[tuple[str, str]]:
        """What Noodle knows of a value, for its help."""
        try:
            return self.language.about(value, detail_level)
        except Exception:  # noqa: BLE001  # kernel dispatch: IPython's help comes in any case
            return []

    def _ofind(self, oname: str, namespaces: Any = None) -> Any:
        """Finds names that cells have without an import, too."""
        found = super()._ofind(oname, namespaces)
        if not found.found and namespaces is None and oname.isidentifier():
            with suppress(KeyError):
                return super()._ofind(oname, [("Noodle", {oname: self.language.value_of(oname)})])
        return found

    def init_completer(self) -> None:
        super().init_completer()
        # It is asked for magics, imports, keys and paths only, none of which need jedi.
        self.Completer.use_jedi = False

    def init_magics(self) -> None:
        super().init_magics()
        for row in MAGICS:
            self.magics_manager.register_lazy(row.name, row.provider, row.kind)

    def find_line_magic(self, magic_name: str) -> Callable[..., Any] | None:
        return load_magic(self, "line", magic_name) or super().find_line_magic(magic_name)

    def find_cell_magic(self, magic_name: str) -> Callable[..., Any] | None:
        return load_magic(self, "cell", magic_name) or super().find_cell_magic(magic_name)
