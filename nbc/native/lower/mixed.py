"""+, - and * of a value that may be an int or a float, and ints: both results at once.

Such a value is exact as a float. Where it is the int the result is computed with integers; one that
a float does not hold exactly starts over on the VM.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.casts import cast
from nbc.native.lower.values import Value
from nbc.native.lower.weak import as_int, with_overflow
from nbc.native.reps import BOOL, INT, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_CODES = {"ADD": ("sadd", "fadd"), "SUBTRACT": ("ssub", "fsub"), "MULTIPLY": ("smul", "fmul")}
_EXACT = 2**53


def with_ints(lowering: Lowering, name: str, operands: list[Value]) -> Value | None:
    """The operation, if it is one of these; None for all others."""
    if name not in _CODES or len(operands) != 2:
        return None
    mixed = [value for value in operands if _is_mixed(value)]
    plain = [value for value in operands if value.rep in (INT, BOOL)]
    flags = {lowering.facts.symbol(value.regs[-1]): value.regs[-1] for value in mixed}
    if len(flags) != 1 or len(mixed) + len(plain) != 2:
        return None
    out, flag = lowering.text, next(iter(flags.values()))
    code, operation = _CODES[name]
    made, lost = with_overflow(lowering, code, *(_whole(lowering, value) for value in operands))
    moved = out.let(f"add i64 {made}, {_EXACT}")
    large = out.let(f"icmp ugt i64 {moved}, {2 * _EXACT}")
    beyond = out.let(f"or i1 {lost}, {large}")
    lowering.trap("INT_RANGE", out.let(f"and i1 {beyond}, {flag}"))
    floats = [cast(out, value.regs[:1], value.dtype, "f64")[0] for value in operands]
    whole = out.let(f"sitofp i64 {made} to double")
    number = out.let(f"{operation} double {floats[0]}, {floats[1]}")
    result = out.let(f"select i1 {flag}, double {whole}, double {number}")
    weak = all(isinstance(value.rep, ScalarRep) and value.rep.weak for value in operands)
    return Value(ScalarRep("f64", weak, "int"), (result, flag))


def _is_mixed(value: Value) -> bool:
    rep = value.rep
    return isinstance(rep, ScalarRep) and rep.dtype == "f64" and rep.mixed == "int"


def _whole(lowering: Lowering, value: Value) -> str:
    """As an integer; what it is where the value is a float does not matter."""
    if not _is_mixed(value):
        return as_int(lowering, value).reg
    symbol = "llvm.fptosi.sat.i64.f64"
    lowering.assembly.declare(symbol, f"declare i64 @{symbol}(double)")
    return lowering.text.let(f"call i64 @{symbol}(double {value.reg})")
