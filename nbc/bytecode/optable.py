"""The one table of NBC: every opcode with its operands, stack effect, meaning and traits.

Encoder, decoder, disassembler, verifier, VM, stepper, fuzzer and the reference page derive from
these rows; nothing else knows what an opcode is. Codes are grouped by family and never reused.
A changed row bumps `NBC_VERSION` in the same commit.

How to read a row
  operands  `name:kind` separated by spaces. Kinds: var (a name in the function's variable table),
            const (a key of the module's constants), fn (an index into the module's functions),
            count (an integer from 0), text (a string), type (a Noodle type, as text),
            shape (a list of strings, one per argument; see SPREADS), names (a list of strings),
            pattern (a nested list; see `nbc.bytecode.patterns`).
  stack     what is taken and left, top at the right: "a b -> r". `*xs` takes as many as the
            operands say (`n`, or the items of `shape`, ...).
  typing    the name of the typing rule (`nbc.typing` holds the function of that name).
  meaning   the Python that the opcode is, over its stack and operand names. Expressions give `r`;
            statements give nothing. Rows marked BLOCK are structure: the VM and the stepper each
            know them by name, and the meaning is documentation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

NBC_VERSION = 2

SPREADS = {
    ".": "a value",
    "*": "an iterable to spread",
    "**": "a mapping to spread",
    "k=": "k=value",
    ":": "a key and its value",
}
"""The items of a `shape` operand. Each takes one stack value, save ":" which takes two."""


class Trait:
    """Bits of a row's `traits`: plain integers, since they are tested for every instruction."""

    NONE = 0
    PURE = 1  # no side effect and cannot raise
    TRAPS = 2  # may raise
    VM_ONLY = 4  # never native
    OPENS = 8  # opens a block that END closes
    MIDDLE = 16  # divides a block
    CLOSES = 32  # END
    LEAVES = 64  # control does not go on behind it
    STATEMENT = 128  # has an effect and leaves nothing: pending values are settled first
    INTEGER = 256  # traps where an i64 result does not fit
    BLOCK = 512  # structure: no meaning of its own


@final
@dataclass(frozen=True, slots=True)
class Operand:
    name: str
    kind: str


@final
@dataclass(frozen=True, slots=True)
class Op:
    """One row. `pops` and `pushes` are the fixed parts; `variadic` names the `*xs`, if any."""

    code: int
    name: str
    operands: tuple[Operand, ...]
    stack: str
    typing: str
    meaning: str
    traits: int
    pops: tuple[str, ...] = field(default=())
    pushes: tuple[str, ...] = field(default=())

    @property
    def variadic(self) -> bool:
        return any(name.startswith("*") for name in self.pops)

    def has(self, trait: int) -> bool:
        return bool(self.traits & trait)


def _row(
    code: int, name: str, operands: str, stack: str, typing: str, meaning: str, traits: int
) -> Op:
    pairs = tuple(Operand(*item.split(":")) for item in operands.split())
    before, _, after = stack.partition("->")
    return Op(code, name, pairs, stack, typing, meaning, traits,
              tuple(before.split()), tuple(after.split()))  # fmt: skip


_N = Trait.NONE
_T = Trait.TRAPS
_I = Trait.TRAPS | Trait.INTEGER
_S = Trait.STATEMENT
_ST = Trait.STATEMENT | Trait.TRAPS
_B = Trait.BLOCK
_O = Trait.BLOCK | Trait.OPENS
_M = Trait.BLOCK | Trait.MIDDLE
_V = Trait.VM_ONLY
_P = Trait.PURE

# fmt: off
_ROWS = (
    # -- names, constants and the stack ------------------------------------------------------
    _row(0x01, "NOP",              "",                     "->",               "nothing",     "pass",                         _S),
    _row(0x10, "PUSH",             "name:var",             "-> r",             "variable",    "name",                         _T),
    _row(0x11, "CONSTANT",         "key:const",            "-> r",             "constant",    "key",                          _P),
    _row(0x12, "STORE",            "name:var",             "v ->",             "assignable",  "name = v",                     _S),
    _row(0x13, "TEE",              "name:var",             "v -> r",           "tee",         "(name := v)",                  _N),
    _row(0x14, "DELETE",           "name:var",             "->",               "delete",      "del name",                     _ST),
    _row(0x15, "POP",              "",                     "v ->",             "nothing",     "v",                            _S),
    _row(0x16, "DUPLICATE",        "",                     "v -> v v",         "duplicate",   "v",                            _P),
    _row(0x17, "DISPLAY",          "",                     "v ->",             "nothing",     "__nbc_display__(v)",           _ST | _V),
    _row(0x18, "ANNOTATE",         "name:text",            "v ->",             "nothing",     "__annotations__[name] = v",    _ST | _V),
    _row(0x19, "CONFORM",          "type:type",            "v -> r",           "conform",     "__nbc_conform__(v, type)",     _T),
    _row(0x1A, "ANNOTATE_TYPE",    "name:text type:type",  "->",               "nothing",     "__annotations__[name] = 'type'", _ST | _V),
    # -- arithmetic ---------------------------------------------------------------------------
    _row(0x20, "ADD",              "",                     "a b -> r",         "arithmetic",  "a + b",                        _I),
    _row(0x21, "SUBTRACT",         "",                     "a b -> r",         "arithmetic",  "a - b",                        _I),
    _row(0x22, "MULTIPLY",         "",                     "a b -> r",         "arithmetic",  "a * b",                        _I),
    _row(0x23, "DIVIDE",           "",                     "a b -> r",         "division",    "a / b",                        _T),
    _row(0x24, "FLOOR_DIVIDE",     "",                     "a b -> r",         "arithmetic",  "a // b",                       _I),
    _row(0x25, "MODULO",           "",                     "a b -> r",         "arithmetic",  "a % b",                        _T),
    _row(0x26, "POWER",            "",                     "a b -> r",         "power",       "a ** b",                       _I),
    _row(0x27, "MATRIX_MULTIPLY",  "",                     "a b -> r",         "matmul_shapes", "a @ b",                      _T),
    _row(0x28, "LEFT_SHIFT",       "",                     "a b -> r",         "bitwise",     "a << b",                       _I),
    _row(0x29, "RIGHT_SHIFT",      "",                     "a b -> r",         "bitwise",     "a >> b",                       _T),
    _row(0x2A, "BIT_AND",          "",                     "a b -> r",         "bitwise",     "a & b",                        _T),
    _row(0x2B, "BIT_OR",           "",                     "a b -> r",         "bitwise",     "a | b",                        _T),
    _row(0x2C, "BIT_XOR",          "",                     "a b -> r",         "bitwise",     "a ^ b",                        _T),
    _row(0x30, "INPLACE_ADD",             "",              "a b -> r",         "inplace",     "a += b",                       _I),
    _row(0x31, "INPLACE_SUBTRACT",        "",              "a b -> r",         "inplace",     "a -= b",                       _I),
    _row(0x32, "INPLACE_MULTIPLY",        "",              "a b -> r",         "inplace",     "a *= b",                       _I),
    _row(0x33, "INPLACE_DIVIDE",          "",              "a b -> r",         "inplace",     "a /= b",                       _T),
    _row(0x34, "INPLACE_FLOOR_DIVIDE",    "",              "a b -> r",         "inplace",     "a //= b",                      _I),
    _row(0x35, "INPLACE_MODULO",          "",              "a b -> r",         "inplace",     "a %= b",                       _T),
    _row(0x36, "INPLACE_POWER",           "",              "a b -> r",         "inplace",     "a **= b",                      _I),
    _row(0x37, "INPLACE_MATRIX_MULTIPLY", "",              "a b -> r",         "inplace",     "a @= b",                       _T),
    _row(0x38, "INPLACE_LEFT_SHIFT",      "",              "a b -> r",         "inplace",     "a <<= b",                      _I),
    _row(0x39, "INPLACE_RIGHT_SHIFT",     "",              "a b -> r",         "inplace",     "a >>= b",                      _T),
    _row(0x3A, "INPLACE_BIT_AND",         "",              "a b -> r",         "inplace",     "a &= b",                       _T),
    _row(0x3B, "INPLACE_BIT_OR",          "",              "a b -> r",         "inplace",     "a |= b",                       _T),
    _row(0x3C, "INPLACE_BIT_XOR",         "",              "a b -> r",         "inplace",     "a ^= b",                       _T),
    _row(0x40, "NEGATE",           "",                     "a -> r",           "unary",       "-a",                           _I),
    _row(0x41, "POSITIVE",         "",                     "a -> r",           "unary",       "+a",                           _T),
    _row(0x42, "INVERT",           "",                     "a -> r",           "unary",       "~a",                           _T),
    _row(0x43, "NOT",              "",                     "a -> r",           "truth",       "not a",                        _T),
    # -- comparison ---------------------------------------------------------------------------
    _row(0x48, "LESS",             "",                     "a b -> r",         "comparison",  "a < b",                        _T),
    _row(0x49, "LESS_EQUAL",       "",                     "a b -> r",         "comparison",  "a <= b",                       _T),
    _row(0x4A, "EQUAL",            "",                     "a b -> r",         "equality",    "a == b",                       _T),
    _row(0x4B, "NOT_EQUAL",        "",                     "a b -> r",         "equality",    "a != b",                       _T),
    _row(0x4C, "GREATER",          "",                     "a b -> r",         "comparison",  "a > b",                        _T),
    _row(0x4D, "GREATER_EQUAL",    "",                     "a b -> r",         "comparison",  "a >= b",                       _T),
    _row(0x4E, "IS",               "",                     "a b -> r",         "identity",    "a is b",                       _P),
    _row(0x4F, "IS_NOT",           "",                     "a b -> r",         "identity",    "a is not b",                   _P),
    _row(0x50, "IN",               "",                     "a b -> r",         "membership",  "a in b",                       _T),
    _row(0x51, "NOT_IN",           "",                     "a b -> r",         "membership",  "a not in b",                   _T),
    # -- expressions with a block inside ------------------------------------------------------
    _row(0x58, "AND_THEN",         "",                     "a -> r",           "either",      "a and {block}",                _O),
    _row(0x59, "OR_ELSE",          "",                     "a -> r",           "either",      "a or {block}",                 _O),
    _row(0x5A, "CHOOSE",           "",                     "c -> r",           "either",      "{block} if c else {block}",    _O),
    _row(0x5B, "COMPARE_THEN",     "op:text",              "a b -> r",         "comparison",  "a op b and {block with b on the stack}", _O),
    # -- building values ----------------------------------------------------------------------
    _row(0x60, "BUILD_TUPLE",      "n:count",              "*xs -> r",         "build_tuple", "(*xs,)",                       _P),
    _row(0x61, "BUILD_LIST",       "n:count",              "*xs -> r",         "build_list",  "[*xs]",                        _P),
    _row(0x62, "BUILD_SET",        "n:count",              "*xs -> r",         "build_set",   "{*xs}",                        _T),
    _row(0x63, "BUILD_DICT",       "n:count",              "*pairs -> r",      "build_dict",  "{k: v, ...}",                  _T),
    _row(0x64, "BUILD_TUPLE_SPREAD", "items:shape",        "*xs -> r",         "build_tuple", "(*xs,)",                       _T | _V),
    _row(0x65, "BUILD_LIST_SPREAD",  "items:shape",        "*xs -> r",         "build_list",  "[*xs]",                        _T | _V),
    _row(0x66, "BUILD_SET_SPREAD",   "items:shape",        "*xs -> r",         "build_set",   "{*xs}",                        _T | _V),
    _row(0x67, "BUILD_DICT_SPREAD",  "items:shape",        "*xs -> r",         "build_dict",  "{**xs}",                       _T | _V),
    _row(0x68, "BUILD_SLICE",      "",                     "start stop step -> r", "build_slice", "slice(start, stop, step)", _P),
    _row(0x69, "FORMAT",           "conversion:text",      "v spec -> r",      "text",        "f'{v!conversion:{spec}}'",     _T | _V),
    _row(0x6A, "BUILD_STRING",     "n:count",              "*xs -> r",         "text",        "''.join(map(format, xs))",     _T | _V),
    _row(0x6B, "UNPACK",           "n:count",              "v -> *xs",         "unpack",      "*xs, = v  (first on top)",     _ST),
    _row(0x6C, "UNPACK_SPREAD",    "before:count after:count", "v -> *xs",     "unpack",      "*xs, = v  (first on top)",     _ST),
    # -- items and attributes -----------------------------------------------------------------
    _row(0x70, "INDEX",            "",                     "obj key -> r",     "index",       "obj[key]",                     _T),
    _row(0x71, "STORE_INDEX",      "",                     "v obj key ->",     "store_index", "obj[key] = v",                 _ST),
    _row(0x72, "DELETE_INDEX",     "",                     "obj key ->",       "nothing",     "del obj[key]",                 _ST),
    _row(0x73, "GET_ATTRIBUTE",    "name:text",            "obj -> r",         "attribute",   "obj.name",                     _T),
    _row(0x74, "STORE_ATTRIBUTE",  "name:text",            "v obj ->",         "store_attribute", "obj.name = v",             _ST | _V),
    _row(0x75, "DELETE_ATTRIBUTE", "name:text",            "obj ->",           "nothing",     "del obj.name",                 _ST | _V),
    _row(0x76, "UPDATE_INDEX",     "",                     "obj key -> obj key r", "update_index", "obj[key], to be stored back", _T),
    _row(0x77, "STORE_UPDATED_INDEX", "",                  "obj key v ->",     "store_updated_index", "obj[key] = v",         _ST),
    _row(0x78, "UPDATE_ATTRIBUTE", "name:text",            "obj -> obj r",     "update_attribute", "obj.name, to be stored back", _T | _V),
    _row(0x79, "STORE_UPDATED_ATTRIBUTE", "name:text",     "obj v ->",         "nothing",     "obj.name = v",                 _ST | _V),
    # -- calls, functions and classes ---------------------------------------------------------
    _row(0x80, "CALL",             "n:count keywords:names", "f *xs -> r",     "call",        "f(*xs, keywords=...)  (n counts the positional ones)", _T),
    _row(0x81, "CALL_SPREAD",      "items:shape",          "f *xs -> r",       "call_spread", "f(*xs, **xs)",                 _T | _V),
    _row(0x82, "LAMBDA",           "fn:fn",                "*defaults -> r",   "function",    "lambda: {fn}",                 _N),
    _row(0x83, "COMPREHEND",       "fn:fn",                "iterable -> r",    "comprehend",  "[{fn} for ... in iterable]",   _T),
    _row(0x84, "DEFINE_FUNCTION",  "name:var fn:fn decorators:count", "*xs ->", "define",     "def name(): {fn}  (xs: decorators, defaults, annotations)", _ST),
    _row(0x85, "DEFINE_CLASS",     "name:var fn:fn decorators:count items:shape", "*xs ->", "define_class", "class name(*bases): {fn}  (a record if its body has ANNOTATE_TYPE)", _ST | _V),
    _row(0x86, "CHECK_PARAMETERS", "",                     "->",               "check_parameters", "parameters conform to their Noodle annotations", _ST),
    _row(0x87, "CHECK_RETURN",     "",                     "v -> r",           "check_return", "v conforms to the Noodle return annotation", _T),
    _row(0x88, "RETURN",           "",                     "v ->",             "returns",     "return v",                     _S | Trait.LEAVES),
    _row(0x89, "YIELD",            "",                     "v -> r",           "opaque",      "(yield v)",                    _T | _V),
    _row(0x8A, "YIELD_FROM",       "",                     "v -> r",           "opaque",      "(yield from v)",               _T | _V),
    _row(0x8B, "EMIT",             "",                     "v ->",             "emit",        "the comprehension gives v",    _S),
    _row(0x8C, "EMIT_PAIR",        "",                     "k v ->",           "emit",        "the comprehension gives k: v", _S),
    _row(0x8D, "FILTER",           "",                     "c ->",             "nothing",     "if not c: continue",           _ST),
    # -- control flow -------------------------------------------------------------------------
    _row(0x90, "IF",               "",                     "c ->",             "nothing",     "if c:",                        _O | _T),
    _row(0x91, "ELSE",             "",                     "->",               "nothing",     "else:",                        _M),
    _row(0x92, "END",              "",                     "->",               "nothing",     "(ends a block)",               _B | Trait.CLOSES),
    _row(0x93, "LOOP",             "",                     "->",               "nothing",     "while True:",                  _O),
    _row(0x94, "WHILE",            "",                     "c ->",             "nothing",     "if not c: break (to the ELSE of the loop)", _M | _T),
    _row(0x95, "FOR_EACH",         "",                     "iterable ->",      "iterate",     "for {item on the stack} in iterable:", _O | _T),
    _row(0x96, "FOR_RANGE",        "name:var",             "start stop step ->", "range_loop", "for name in range(start, stop, step):", _O | _T),
    _row(0x97, "BREAK",            "",                     "->",               "nothing",     "break",                        _S | Trait.LEAVES),
    _row(0x98, "CONTINUE",         "",                     "->",               "nothing",     "continue",                     _S | Trait.LEAVES),
    # -- exceptions, context managers, patterns -----------------------------------------------
    _row(0xA0, "TRY",              "",                     "->",               "nothing",     "try:",                         _O | _V),
    _row(0xA1, "HANDLER",          "",                     "->",               "nothing",     "(the type of an except clause follows)", _M | _V),
    _row(0xA2, "EXCEPT",           "",                     "type ->",          "nothing",     "except type:",                 _M | _V),
    _row(0xA3, "EXCEPT_AS",        "name:var",             "type ->",          "except_as",   "except type as name:",         _M | _V),
    _row(0xA4, "EXCEPT_ALL",       "",                     "->",               "nothing",     "except:",                      _M | _V),
    _row(0xA5, "FINALLY",          "",                     "->",               "nothing",     "finally:",                     _M | _V),
    _row(0xA6, "RAISE",            "n:count",              "*xs ->",           "raises",      "raise exception from cause  (n: 0, 1 or 2)", _ST | Trait.LEAVES),
    _row(0xA7, "ASSERT_FAIL",      "n:count",              "*xs ->",           "raises",      "raise AssertionError(*xs)  (n: 0 or 1)", _ST | Trait.LEAVES),
    _row(0xA8, "WITH",             "",                     "manager ->",       "opaque",      "with manager as {value on the stack}:", _O | _V | _T),
    _row(0xA9, "MATCH",            "",                     "subject ->",       "nothing",     "match subject:",               _O | _V),
    _row(0xAA, "CASE",             "pattern:pattern",      "->",               "case",        "case pattern:",                _M | _V),
    _row(0xAB, "GUARD",            "",                     "c ->",             "nothing",     "(the guard of the case)",      _B | _V | _T),
    # -- imports ------------------------------------------------------------------------------
    _row(0xB0, "IMPORT",           "module:text name:var", "->",               "imports",     "import module  (its first part is stored)", _ST | _V),
    _row(0xB1, "IMPORT_AS",        "module:text name:var", "->",               "imports",     "import module as name",        _ST | _V),
    _row(0xB2, "IMPORT_FROM",      "level:count module:text attribute:text name:var", "->", "imports", "from module import attribute as name", _ST | _V),
    _row(0xB3, "IMPORT_STAR",      "level:count module:text", "->",            "nothing",     "from module import *",         _ST | _V),
)
# fmt: on

BY_NAME: dict[str, Op] = {op.name: op for op in _ROWS}
BY_CODE: dict[int, Op] = {op.code: op for op in _ROWS}
RETIRED: frozenset[int] = frozenset()
OPS: tuple[Op, ...] = _ROWS
