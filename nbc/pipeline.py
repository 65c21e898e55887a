"""Every phase in order: read this first.

    source -> parse -> lower -> passes -> check -> (verify) -> generate -> code

`compile_cell` runs them on a cell; `Program` is what comes out. A failure that is not the author's
becomes an InternalError that names the phase: never a traceback of the compiler.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, final

from nbc import bytecode, frontend, passes, vm
from nbc.bytecode.module import Module
from nbc.errors import InternalError, NoodleError, SourceError, collect
from nbc.functions import FUNCTIONS
from nbc.native import dispatch
from nbc.types.model import Type
from nbc.typing import Seen, check, check_declared, look

VERIFY = os.environ.get("NOODLE_VERIFY", "")
"""Set to `each-pass` to verify the module after lowering and after every pass."""


@final
@dataclass(slots=True, eq=False, repr=False)
class Program:
    """Checked NBC and the code made of it. `types` are those inferred for the cell's variables.
    `is_native`: its functions and loops may be."""

    module: Module
    filename: str
    warnings: tuple[NoodleError, ...] = ()
    types: Mapping[str, Type] = field(default_factory=dict)
    is_native: bool = True
    _code: CodeType | None = None
    _owner: object = None

    @property
    def code(self) -> CodeType:
        """The cell's code object, made when first asked for."""
        if self._code is None:
            self._code = generate(self.module, self.filename, is_native=self.is_native)
        return self._code

    def code_in(self, namespace: dict[str, Any]) -> CodeType:
        """The code for one namespace: what becomes native does so for that namespace alone."""
        if self._owner is not None and self._owner is not namespace:
            self._code = None
        self._owner = namespace
        return self.code

    def __repr__(self) -> str:
        return f"<Program {self.module.source_id!r}: {len(self.module.functions)} functions>"

    def to_json(self) -> dict[str, Any]:
        return bytecode.to_json(self.module)

    def to_bytes(self) -> bytes:
        return bytecode.encode(self.module)

    def disassemble(self, line: int | None = None) -> str:
        """The NBC as text; of one line of the source, if one is given."""
        if line is not None:
            return bytecode.disassemble_line(self.module, line)
        return bytecode.disassemble(self.module)

    def explain(self) -> list[dict[str, Any]]:
        """Per line of the source that has code: its tier, the reason, and the compiler's notes."""
        return dispatch.explain(self.module, is_native=self.is_native)

    def native_at(self, line: int) -> list[dispatch.NativeCode]:
        """The native code, so far, that runs a line of the source."""
        return dispatch.native_at(self.module, line) if self.is_native else []


def lower_cell(
    source: str, source_id: str, *, shadowed: Collection[str] = (), display_last: bool = False,
    optimize: int = 2,
) -> Module:  # fmt: skip
    """Source to optimised NBC. Raises SourceError (N1xxx, N3xxx), all errors in `.all`."""
    tree = frontend.parse(source, source_id)
    with _phase("lower", source_id):
        module = frontend.lower(
            tree, source, source_id, shadowed=shadowed, display_last=display_last
        )
    _verify(module)
    if optimize:
        with _phase("passes", source_id):
            for apply in passes.PASSES:
                module = apply(module)
                _verify(module)
    return module


def effects_of(
    source: str, source_id: str = "cell", *, is_python: bool = False
) -> bytecode.Effects:  # fmt: skip
    """What a cell does to the names of the namespace. Raises SourceError where it is none.
    `is_python`: it runs in CPython, so what Noodle refuses is looked at as Python."""
    try:
        module = lower_cell(source, source_id, optimize=0)
    except SourceError as error:
        if not is_python:
            raise
        return _effects_of_python(source, source_id, error)
    with _phase("effects", source_id), frontend.deep_recursion():
        return bytecode.effects_of_module(module)


def _effects_of_python(source: str, source_id: str, why: SourceError) -> bytecode.Effects:
    with _phase("effects", source_id), frontend.deep_recursion():
        try:
            touches = frontend.touches_of_python(source)
        except (SyntaxError, ValueError):
            raise why from None
        return bytecode.Effects(touches, f"python {source}")


def check_cell(module: Module, environment: Mapping[str, Any], filename: str) -> Program:
    """The program of a module whose cell would not certainly raise. Raises SourceError (N2xxx)."""
    with _phase("check", module.source_id), frontend.deep_recursion():
        result = check(module, environment, FUNCTIONS)
    result.raise_errors()
    return Program(module, filename, result.warnings, result.types)


def look_at_cell(module: Module, environment: Mapping[str, Any]) -> Seen:
    """The types of everything in a cell, whether or not it would raise."""
    with _phase("look", module.source_id), frontend.deep_recursion():
        return look(module, environment, FUNCTIONS)


def generate(module: Module, filename: str, *, is_native: bool = True) -> CodeType:
    """The code object of a verified module. `is_native`: it offers functions and loops to native
    code, which the namespace that it runs in may have."""
    with _phase("generate", module.source_id), frontend.deep_recursion():
        draft = vm.draft(module, native=is_native)
    try:
        with frontend.room_for_compile():
            code = draft.finish(compile(draft.tree, filename, "exec", dont_inherit=True))
    except SyntaxError as error:
        raise frontend.syntax_error(error, module.source_id, module.source) from None
    except (RecursionError, MemoryError):
        raise frontend.too_deep(module.source_id) from None
    if is_native:
        code = dispatch.with_sites(code)
    FUNCTIONS.register(module, code)
    if is_native:
        dispatch.bind_sites(module, code)
    return code


def load(data: str | bytes | Mapping[str, Any]) -> Program:
    """A program from JSON (text or parsed) or `.nbc` bytes, verified. Raises VerifyError."""
    if isinstance(data, bytes) and data.startswith(bytecode.MAGIC):
        module = bytecode.decode(data)
    else:
        module = bytecode.from_json(data)
    bytecode.verify(module)
    with _phase("check", module.source_id):
        wrong = check_declared(module)
    if wrong:
        raise collect(wrong)
    return Program(module, f"<noodle {module.source_id}>")


def _verify(module: Module) -> None:
    if VERIFY:
        bytecode.verify(module)


@contextmanager
def _phase(name: str, source_id: str) -> Iterator[None]:
    try:
        yield
    except NoodleError:
        raise
    except RecursionError:
        raise frontend.too_deep(source_id) from None
    except Exception as error:  # dispatch: the compiler's own bugs get a code
        raise InternalError(
            "N9001", f"the compiler failed in phase {name!r}: {type(error).__name__}: {error}",
            hint="run the cell with %%python and report the cell that fails",
        ) from error  # fmt: skip
