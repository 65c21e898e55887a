"""The answer to a completion request: candidates of the context, in Jupyter's form.

What IPython knows best (magics, shell lines, imports, keys and paths in texts) is asked of its
completer, without jedi. `_jupyter_types_experimental` goes with `matches` index by index.
Names of the cell that did not run yet are typed by compiling what stands before the cursor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from nbc.errors import NoodleError
from nbc.types.model import Type
from noodle_kernel.complete import candidates
from noodle_kernel.complete.candidates import Candidate
from noodle_kernel.complete.context import Context, find_context

MAX_INFERRED_CHARACTERS = 20_000
_UNKNOWN = object()
_PLAIN_NAME = re.compile(r"[^\W\d]\w*\Z")


def complete(shell: Any, code: str, position: int) -> dict[str, Any] | None:
    """The reply, or None where IPython's own completer is to answer."""
    context = find_context(code, position)
    if context.kind == "ipython":
        return None
    found = list(dict.fromkeys(_candidates(shell, code, position, context)))
    return reply(found, position - len(context.prefix), position)


def reply(found: list[Candidate], start: int, end: int) -> dict[str, Any]:
    span = {"start": start, "end": end}
    types = [{**span, **each._asdict()} for each in found]
    return {
        "status": "ok",
        "matches": [each.text for each in found],
        "cursor_start": start,
        "cursor_end": end,
        "metadata": {"_jupyter_types_experimental": types},
    }


def _candidates(shell: Any, code: str, position: int, context: Context) -> Iterable[Candidate]:
    namespace = shell.user_ns
    match context.kind:
        case "member":
            return _members(shell, code, context)
        case "dimension":
            return candidates.dimensions(context.prefix, context.known)
        case "annotation":
            return candidates.type_names(context.prefix, namespace)
        case "name":
            return _names(shell, code, position, context)
        case _:
            return ()


def _names(shell: Any, code: str, position: int, context: Context) -> list[Candidate]:
    prefix = context.prefix
    found: list[Candidate] = []
    if context.callee:
        found += candidates.keywords_of(prefix, _signature(shell, context.callee))
    local = dict.fromkeys(candidates.local_names(code, position), "")
    if any(name.startswith(prefix) and name not in shell.user_ns for name in local):
        inferred = _inferred(shell, code, context)
        local |= {name: candidates.type_name(kind) for name, kind in inferred.items()}
    found += candidates.names(prefix, shell.user_ns, shell.user_ns_hidden, local)
    return found


def _members(shell: Any, code: str, context: Context) -> Iterable[Candidate]:
    owner, prefix = context.owner, context.prefix
    root = re.match(r"[^\W\d]\w*", owner)
    if root and _is_assigned(root.group(), code[: context.line_start]):
        kind = _inferred(shell, code, context).get(owner)
        module = candidates.module_value(kind) if kind is not None else None
        if module is not None:
            return candidates.members_of_value(prefix, module)
        known = candidates.members_of_type(prefix, kind) if kind is not None else None
        if known is not None:
            return known
    value = _evaluate(shell, owner)
    return () if value is _UNKNOWN else candidates.members_of_value(prefix, value)


def _evaluate(shell: Any, expression: str) -> Any:
    """The value of an expression, as far as it can be had without running a person's code."""
    if _PLAIN_NAME.match(expression) and expression in shell.user_ns:
        return shell.user_ns[expression]
    with suppress(KeyError):
        return shell.language.value_of(expression)
    from IPython.core.guarded_eval import (  # lazy: the first cell waits
        EvaluationContext,
        guarded_eval,
    )

    context = EvaluationContext(
        globals=shell.user_global_ns, locals=shell.user_ns, evaluation="limited"
    )
    try:
        return guarded_eval(expression, context)
    except Exception:  # noqa: BLE001  # kernel dispatch: what cannot be looked at is not known
        return _UNKNOWN


def _signature(shell: Any, callee: str) -> str:
    value = _evaluate(shell, callee)
    return (
        "" if value is _UNKNOWN else candidates.signature_of(value, candidates.row_name_of(value))
    )


def _is_assigned(name: str, code: str) -> bool:
    pattern = (
        rf"\b{re.escape(name)}\s*(?:=(?!=)|,|:|\)|\+=|-=)|\b(?:as|for|import)\s+{re.escape(name)}\b"
    )
    return re.search(pattern, code) is not None


def _inferred(shell: Any, code: str, context: Context) -> Mapping[str, Type]:
    """The types of the names that the statements before the cursor's own would leave."""
    before = _whole_statements(code[: context.line_start])
    if (
        not before.strip()
        or len(before) > MAX_INFERRED_CHARACTERS
        or "%" in before
        or "!" in before
    ):
        return {}
    try:
        types: Mapping[str, Type] = shell.language.session.look(before).types
    except NoodleError:
        return {}  # a cell that does not compile yet has no types
    return types


def _whole_statements(before: str) -> str:
    """Up to the last statement at the margin, if the cursor stands in a block."""
    line = before.rpartition("\n")[2]
    if not line.startswith((" ", "\t")):
        return before
    heads = list(re.finditer(r"^\S", before, re.MULTILINE))
    return before[: heads[-1].start()] if heads else ""
