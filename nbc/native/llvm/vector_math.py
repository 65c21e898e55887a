"""Mathematical functions in loops: how IR must declare and call them so that they vectorise; those
of inline_math.py are called so only where the machine lacks what they need.

LLVM's vectoriser replaces a scalar call by a vector one when the call carries the attribute
`vector-function-abi-variant`. The vector functions are those of glibc's libmvec (errors up to
4 ulp); `complete` declares them in the text and keeps them alive through `llvm.compiler.used`.
Without libmvec, or for a function it has not, calls stay scalar calls of libm.
Compared with long double (f64) and double (f32) on 3e6 to 16e6 arguments of all magnitudes and on
all pairs of 42 special ones (nan, infinities, zeros, subnormals, limits of overflow), AVX-512: the
same special results everywhere, at most 3.3 ulp in f64 and 4.0 in f32.
"""

from __future__ import annotations

import ctypes
import re
from functools import cache
from typing import Any, Final

from nbc.native.llvm import inline_math, machine

UNARY: Final = frozenset(
    "exp exp2 exp10 expm1 log log2 log10 log1p sin cos tan asin acos atan sinh cosh tanh asinh "
    "acosh atanh cbrt erf erfc".split()
)
BINARY: Final = frozenset({"pow", "atan2", "hypot"})

_EXCLUDED: Final = frozenset({("exp10", "f32")})
"""libmvec says that 10**2 is 100.00002; libm is exact. (cbrt is not exact in either, and in libmvec
less often wrong.)"""

# Letter of the vector ABI, its bits, and what a CPU must have.
_ISAS: Final = {
    "x86_64": (("b", 128, ""), ("d", 256, "+avx2"), ("e", 512, "+avx512f")),
    "aarch64": (("n", 128, ""),),
}
_PURE: Final = "memory(none) nounwind willreturn"
_VARIANT: Final = re.compile(r"_ZGV_LLVM_N(\d+)(v+)_(\w+)\((_ZGV\w+)\)")


def call(name: str, dtype: str) -> tuple[str, str]:
    """The declaration of `name` for f64 or f32, and the attributes that each call must carry."""
    symbol = symbol_of(name, dtype)
    declaration, _ = scalar_call(name, dtype)
    variants = ",".join(
        f"_ZGV_LLVM_N{lanes}{'v' * _arity(name)}_{symbol}({vector})"
        for lanes, vector in vectors(name, dtype)
    )
    if not variants:
        return declaration, _PURE
    return declaration, f'{_PURE} "vector-function-abi-variant"="{variants}"'


def scalar_call(name: str, dtype: str) -> tuple[str, str]:
    """The same, of a call that stays libm's wherever it is."""
    symbol, llvm_type = symbol_of(name, dtype), _type(dtype)
    arguments = ", ".join([llvm_type] * _arity(name))
    return f"declare {llvm_type} @{symbol}({arguments}) {_PURE}", _PURE


def symbol_of(name: str, dtype: str) -> str:
    """libm's name: `exp`, `expf`."""
    return name if dtype == "f64" else f"{name}f"


@cache
def vectors(name: str, dtype: str) -> tuple[tuple[int, str], ...]:
    """The vector forms that this machine has: lanes and symbol."""
    library = _libmvec()
    if library is None or (name, dtype) in _EXCLUDED:
        return ()
    here = machine.host()
    item_bits = 64 if dtype == "f64" else 32
    found = []
    for letter, bits, feature in _ISAS.get(here.triple.partition("-")[0], ()):
        lanes = bits // item_bits
        symbol = f"_ZGV{letter}N{lanes}{'v' * _arity(name)}_{symbol_of(name, dtype)}"
        if bits <= here.vector_bits and feature in here.features and hasattr(library, symbol):
            found.append((lanes, symbol))
    return tuple(found)


def complete(ir: str) -> str:
    """The text with the declarations of the vector functions that its calls name."""
    ir = inline_math.complete(ir)
    found = {match[4]: match for match in _VARIANT.finditer(ir)}
    if not found:
        return ir
    lines = [_declaration(match) for match in found.values()]
    used = ", ".join(f"ptr @{symbol}" for symbol in found)
    lines.append(
        f"@llvm.compiler.used = appending global [{len(found)} x ptr] [{used}], "
        'section "llvm.metadata"'
    )
    return ir + "\n" + "\n".join(lines) + "\n"


def _declaration(match: re.Match[str]) -> str:
    lanes, arguments, scalar, symbol = match.groups()
    item = "float" if _is_f32(scalar) else "double"
    vector = f"<{lanes} x {item}>"
    return f"declare {vector} @{symbol}({', '.join([vector] * len(arguments))}) {_PURE}"


def _is_f32(symbol: str) -> bool:
    return symbol not in UNARY | BINARY and symbol[:-1] in UNARY | BINARY


def _arity(name: str) -> int:
    return 2 if name in BINARY else 1


def _type(dtype: str) -> str:
    return "double" if dtype == "f64" else "float"


@cache
def _libmvec() -> Any | None:
    """libmvec, made visible to code that is linked; None where there is none (macOS, musl)."""
    try:
        return ctypes.CDLL("libmvec.so.1", mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return None
