"""Noodle source in a frame that is stopped: it means there what it would mean in a cell.

So integers are checked, Noodle's names need no import, and a text is checked before it runs. It
sees the frame's variables, and what it assigns to them stays. Everything runs on the VM.
Conditions and messages of breakpoints are expressions that debugpy evaluates in the frame: they are
calls of `holds` and `logs`.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from types import CodeType, FrameType
from typing import Any, Final

from nbc import Session, names_without_import, value_without_import
from nbc.bytecode.module import Module
from nbc.errors import NoodleError
from nbc.pipeline import generate, lower_cell
from nbc.render import render_all
from nbc.render_exception import render_exception

_NAME: Final = "evaluated"
_MISSING: Final = object()
_HIDDEN: Final = ("__nbc_", "__builtins__")


def evaluate(source: str, frame: FrameType) -> Any:
    """The value of the last expression, or None. What was assigned is the frame's afterwards."""
    before = {**frame.f_globals, **frame.f_locals}
    namespace = dict(before)
    try:
        return evaluate_in(source, namespace)
    finally:
        _store(frame, before, namespace)


def evaluate_and_tell(source: str, frame: FrameType) -> Any:
    """The same; what is wrong is told beside the cell too, for JupyterLab shows results only."""
    try:
        return evaluate(source, frame)
    except BaseException as error:  # dispatch: of what a person asked for
        print(described(error, source), file=sys.stderr, flush=True)
        raise


def evaluate_in(source: str, namespace: dict[str, Any]) -> Any:
    session = Session(namespace, native="never")
    try:
        program = session.compile(source, source_id=_NAME, display_last=True)
        return session.execute(program)
    finally:
        session.tidy()


def described(error: BaseException, source: str) -> str:
    """The text for what went wrong, without colours."""
    if isinstance(error, NoodleError) and error.code < "N5000":
        return render_all(error, source=lambda _: source, ansi=False)
    return render_exception(error, source_name=_source_name, ansi=False)


def holds(condition: str, names: dict[str, Any], own: dict[str, Any]) -> bool:
    """Whether to stop. A condition that fails stops too, so that it is noticed."""
    try:
        return bool(_value(condition, names, own))
    except Exception as error:  # noqa: BLE001  # dispatch: of the person's condition
        print(f"condition of a breakpoint: {described(error, condition)}", file=sys.stderr)
        return True


def logs(parts: list[tuple[str, bool]], names: dict[str, Any], own: dict[str, Any]) -> bool:
    """Prints a message, whose parts are texts or sources, and does not stop."""
    texts = []
    for text, is_source in parts:
        try:
            texts.append(_shown(_value(text, names, own)) if is_source else text)
        except Exception as error:  # noqa: BLE001  # dispatch: of the person's message
            texts.append(f"<{type(error).__name__}: {error}>")
    print("".join(texts))
    return False


def check(source: str) -> None:
    """Raises SourceError where the text is not one expression of Noodle's."""
    _compiled(source)


def _shown(value: Any) -> str:
    from noodle_kernel.live.previews import preview  # lazy: it is for messages only

    return value if isinstance(value, str) else preview(value)


def _value(source: str, names: dict[str, Any], own: dict[str, Any]) -> Any:
    module, code = _compiled(source)
    namespace = {**names, **own}
    shown: list[Any] = []
    Session(namespace, native="never")
    _provide(module, namespace)
    namespace["__nbc_display__"] = shown.append
    exec(code, namespace)
    return shown[-1] if shown else None


@lru_cache(maxsize=256)
def _compiled(source: str) -> tuple[Module, CodeType]:
    module = lower_cell(source.strip(), _NAME, display_last=True)
    return module, generate(module, f"<noodle {_NAME}>", is_native=False)


def _provide(module: Module, namespace: dict[str, Any]) -> None:
    known = names_without_import()
    for function in module.functions:
        for name, scope in function.variables.items():
            if scope == "global" and name in known and name not in namespace:
                namespace[name] = value_without_import(name)


def _store(frame: FrameType, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Puts what was assigned where the frame has it: its own variables, else the cell's."""
    own, names = frame.f_locals, frame.f_globals
    known = names_without_import()
    for name, value in after.items():
        if name.startswith(_HIDDEN) or value is before.get(name, _MISSING):
            continue
        if name not in before and name in known:
            continue
        (names if name in names and name not in own else own)[name] = value
    if own is not names:
        # debugpy's way to write variables of a function that is running.
        sys.modules["_pydevd_bundle.pydevd_save_locals"].save_locals(frame)


def _source_name(filename: str) -> str | None:
    return _NAME if filename.startswith(f"<noodle {_NAME}") else None
