"""Functions that numba compiles, called from native code.

One that was written in Noodle is lowered like any other function. Another is compiled by numba for
the types of the arguments and called by its address, under numba's own convention: the result goes
behind a pointer, the status is 0 unless it failed. What fails is run again on the VM, which raises;
unless the function may have changed an array: then the error only names it.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from nbc.native.lower.scalars import boolean
from nbc.native.lower.values import LLVM, NONE_VALUE, Value
from nbc.native.reps import COMPLEX, ITEM_BYTES, ArrayRep, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_NUMBA = {"bool": "boolean", "f32": "float32", "f64": "float64",
          **{f"i{bits}": f"int{bits}" for bits in (8, 16, 32, 64)},
          **{f"u{bits}": f"uint{bits}" for bits in (8, 16, 32, 64)}}  # fmt: skip
_RETURNED_NONE = -2
_RESULTS = {"int64": "i64", "float64": "f64", "bool": "bool"}


def call(lowering: Lowering, target: Any, values: list[Value], keywords: dict[str, Value]) -> Value:
    """A call of numba's function by its address."""
    if keywords:
        lowering.refuse(f"{target.__name__}() of numba is called with names")
    from nbc.native.lower.iterables import computed  # lazy: builds on calls

    given = [computed(lowering, value) for value in values]
    types = tuple(_numba_type(lowering, value) for value in given)
    symbol, result = _compiled(lowering, target, types)
    out = lowering.text
    operands = [part for value in given for part in _operands(lowering, value)]
    kind = {"i64": "i64", "f64": "double", "bool": "i8"}.get(result, "ptr")
    place, failure = out.slot(kind), out.slot("ptr")
    kinds = ", ".join(["ptr", "ptr", *(text.split()[0] for text in operands)])
    lowering.assembly.declare(symbol, f"declare i32 @{symbol}({kinds})")
    passed = ", ".join([f"ptr {place}", f"ptr {failure}", *operands])
    status = out.let(f"call i32 @{symbol}({passed})")
    fine = [out.let(f"icmp eq i32 {status}, {code}") for code in (0, _RETURNED_NONE)]
    failed = out.let(f"xor i1 {out.let(f'or i1 {fine[0]}, {fine[1]}')}, true")
    changes = any(isinstance(value.rep, ArrayRep) and value.rep.writable for value in given)
    lowering.trap("NUMBA" if changes else "INT_RANGE", failed, text=target.__name__)
    if result == "none":
        return NONE_VALUE
    reg = out.load(kind, place)
    if result == "bool":
        return boolean(out.let(f"icmp ne i8 {reg}, 0"))
    return Value(ScalarRep(result), (reg,))


def _numba_type(lowering: Lowering, value: Value) -> Any:
    import numba  # lazy: the program has imported it already

    rep = value.rep
    if isinstance(rep, ScalarRep) and not rep.mixed and rep.dtype in _NUMBA:
        return getattr(numba.types, _NUMBA[rep.dtype])
    if isinstance(rep, ArrayRep) and rep.dtype in _NUMBA and rep.rank:
        item = getattr(numba.types, _NUMBA[rep.dtype])
        make: Any = numba.types.Array
        layout = rep.layout if rep.layout in ("C", "F") else "A"
        return make(item, rep.rank, layout, readonly=not rep.writable)
    return lowering.refuse("numba's function is called with what native code does not pass on")


def _compiled(lowering: Lowering, target: Any, types: tuple[Any, ...]) -> tuple[str, str]:
    """The symbol of numba's code for these types, and the dtype of its result."""
    from numba.core.errors import NumbaError  # lazy: the program has imported numba already

    from nbc.native import llvm  # lazy: tests lower without it

    try:
        target.compile(types)
    except (NumbaError, TypeError, ValueError) as error:
        return lowering.refuse(f"numba refuses {target.__name__}(): {type(error).__name__}")
    made = target.overloads[types]
    name = str(made.signature.return_type)
    result = "none" if name == "none" else _RESULTS.get(name, "")
    if not result or made.objectmode:
        lowering.refuse(f"what {target.__name__}() of numba gives has no native form")
    about = f"{target.py_func.__module__}.{target.py_func.__qualname__}{types}"
    symbol = f"numba.{blake2b(about.encode(), digest_size=12).hexdigest()}"
    name = made.fndesc.llvm_func_name
    llvm.define_symbol(symbol, made.library.get_pointer_to_function(name))
    return symbol, result


def _operands(lowering: Lowering, value: Value) -> list[str]:
    """An argument as numba passes it: arrays by all their fields, without an owner."""
    rep, out = value.rep, lowering.text
    if isinstance(rep, ScalarRep):
        if rep.dtype == "bool":
            return [f"i8 {out.let(f'zext i1 {value.reg} to i8')}"]
        return [f"{LLVM[rep.dtype]} {value.reg}"]
    assert isinstance(rep, ArrayRep)
    assert rep.dtype not in COMPLEX
    count = "1"
    for dim in value.dims:
        count = out.let(f"mul i64 {count}, {dim}")
    fields = ["ptr null", "ptr null", f"i64 {count}", f"i64 {ITEM_BYTES[rep.dtype]}"]
    shape = [f"i64 {reg}" for reg in (*value.dims, *value.strides)]
    return [*fields, f"ptr {value.data}", *shape]
