"""Elementary functions that become code of the loops that call them.

Lowered code calls `@noodle.exp.f64`, one number at a time, and names the vector forms in the
attribute from which LLVM's vectoriser takes them. While LLVM optimises, they all are declarations:
a loop costs what a loop with a call costs. `finish` then defines those that are still called
(elementary.py) and puts the vector ones in line. Where a module's loops were vectorised, what is
left over of them calls our scalar form, with the same bits; otherwise it calls libm as Python does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from nbc.native.llvm import elementary, machine
from nbc.native.llvm.writing import PURE

Definition = tuple[str, list[str]]
NAMES: Final = frozenset("exp exp2 expm1 log log1p log2 log10 sin cos tanh".split())
_MARK: Final = "@noodle.vectors"
_RERUN: Final = '"noodle-rerun"'
_DECLARED: Final = re.compile(r"^declare [a-z]+ @noodle\.(\w+)\.(f64|f32)\(", re.MULTILINE)


def offered(name: str) -> bool:
    """Whether this machine has what they need: fused operations."""
    here = machine.host()
    return name in NAMES and here.triple.startswith("x86_64") and "+fma" in here.features.split(",")


def call(name: str, dtype: str, *, rerun: bool = False) -> tuple[str, str, str]:
    """The symbol of `name` for f64 or f32, its declaration, and the attributes of each call.
    `rerun`: in code that does again, in a module of its own, what a vectorised loop began."""
    symbol = f"noodle.{name}.{dtype}"
    item = "double" if dtype == "f64" else "float"
    forms = ",".join(f"_ZGV_LLVM_N{lanes}v_{symbol}({symbol}.v{lanes})" for lanes in _lanes(dtype))
    declaration = f"declare {item} @{symbol}({item}) {PURE}"
    attributes = f'{PURE} "vector-function-abi-variant"="{forms}"'
    return symbol, declaration, attributes + (f" {_RERUN}" if rerun else "")


def complete(ir: str) -> str:
    """The text with declarations of the vector forms of the functions that it declares."""
    found = _found(ir)
    if not found:
        return ir
    lines, names = [], []
    for name, dtype in found:
        item = "double" if dtype == "f64" else "float"
        for lanes in _lanes(dtype):
            kind, vector = f"<{lanes} x {item}>", f"@noodle.{name}.{dtype}.v{lanes}"
            lines.append(f"declare {kind} {vector}({kind}) {PURE}")
            names.append(f"ptr {vector}")
    # Keeps them until `finish`, which puts something else in its place.
    lines.append(f"{_MARK} = weak constant [{len(names)} x ptr] [{', '.join(names)}]")
    return ir + "\n" + "\n".join(lines) + "\n"


def finish(ir: str, module: Any, context: Any, builder: Any) -> None:
    """Define, in an optimised module, the functions that it calls. `ir` is what it was made of."""
    found = _found(ir)
    if not found:
        return
    module.link_in(machine.parse(f"{_MARK} = constant i8 0", context))
    _run(module, builder, "add_global_dead_code_eliminate_pass")
    texts, declared = [], dict[str, None]()
    for name, dtype in found:
        for text, needs in _definitions(module, name, dtype, own=_RERUN in ir):
            texts.append(text)
            declared |= dict.fromkeys(needs)
    if texts:
        module.link_in(machine.parse("\n".join([*declared, *texts]), context))
        _run(module, builder, "add_always_inliner_pass")


def _definitions(module: Any, name: str, dtype: str, *, own: bool) -> Iterator[Definition]:
    """Of the forms of a function that a module calls."""
    symbol, bits = f"noodle.{name}.{dtype}", _bits(dtype)
    avx512 = machine.host().vector_bits == 512
    for lanes in _lanes(dtype):
        if _has(module, f"{symbol}.v{lanes}"):
            own = True
            yield elementary.definition(name, bits, lanes, f"{symbol}.v{lanes}", avx512=avx512)
    if _has(module, symbol):
        if own:
            yield elementary.definition(name, bits, 1, symbol, avx512=avx512)
        else:
            yield elementary.of_libm(name, bits, symbol)


def _found(ir: str) -> list[tuple[str, str]]:
    return sorted(set(_DECLARED.findall(ir))) if "@noodle." in ir else []


def _bits(dtype: str) -> int:
    return 64 if dtype == "f64" else 32


def _lanes(dtype: str) -> list[int]:
    """For the widest vectors and half of them, which LLVM takes for what is left of a loop."""
    widest = machine.host().vector_bits
    return [width // _bits(dtype) for width in (widest // 2, widest)]


def _has(module: Any, symbol: str) -> bool:
    try:
        module.get_function(symbol)
    except NameError:
        return False
    return True


def _run(module: Any, builder: Any, add: str) -> None:
    manager = machine.binding().create_new_module_pass_manager()
    getattr(manager, add)()
    manager.run(module, builder)
