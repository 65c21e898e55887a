"""Python's builtin classes, called: `int(x)`, `list(xs)`, `ValueError(...)`."""

from __future__ import annotations

import math

from nbc.builtins import plain
from nbc.builtins.entry import IMPURE, Entry, Typing, fixed, unknown
from nbc.builtins.model import RuleError
from nbc.builtins.python_rules import known_length, python_int, text_of
from nbc.builtins.signature import Arguments
from nbc.types.model import (
    BIGINT,
    BOOL,
    C128,
    F64,
    I64,
    OBJECT,
    STR,
    Array,
    Container,
    FunctionType,
    NoneType,
    Object,
    Scalar,
    Tuple,
    Type,
)

_LONGEST_TUPLE = 16
_NUMPY_FIT = frozenset({"bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32"})


def to_int(a: Arguments) -> Type:
    x = a.get("x")
    if "base" in a:
        return BIGINT
    if x is None:
        return Scalar("i64", value=0)
    _refuse_conversion("int", x, a)
    if isinstance(x, Scalar) and x.weak and x.dtype in ("i64", "bool"):
        return python_int(int(x.value)) if isinstance(x.value, int) else I64
    if isinstance(x, Scalar) and not x.weak and x.dtype in _NUMPY_FIT:
        return I64
    return BIGINT


def to_float(a: Arguments) -> Type:
    x = a.get("x")
    if x is not None:
        _refuse_conversion("float", x, a)
    if isinstance(x, Scalar) and x.weak and isinstance(x.value, float):
        return x
    return F64


def to_complex(a: Arguments) -> Type:
    for name in ("real", "imag"):
        if isinstance(a.get(name), NoneType | Tuple | FunctionType):
            message = f"complex() of {plain.python_name(a[name])}"
            raise RuleError("N2001", message, operands=a.at(name))
    return C128


def _refuse_conversion(name: str, x: Type, a: Arguments) -> None:
    """What `int` and `float` refuse whatever the value is."""
    refused = isinstance(x, NoneType | Tuple | FunctionType) or (
        isinstance(x, Container)
        and x.kind in ("list", "dict", "set", "frozenset", "range", "slice")
    )
    weak_complex = isinstance(x, Scalar) and x.weak and x.dtype == "c128"
    if refused or weak_complex:
        raise RuleError("N2001", f"{name}() of {plain.python_name(x)}", operands=a.at("x"))
    if isinstance(x, Array) and _many_elements(x):
        message = f"{name}() of an array with more or fewer than one element"
        hint = f"convert the elements with .astype({name})"
        raise RuleError("N2001", message, hint=hint, operands=a.at("x"))


def _many_elements(x: Array) -> bool:
    """Whether the number of elements is certainly not one."""
    if not x.dims:
        return False
    return any(isinstance(dim, int) and dim != 1 for dim in x.dims)


def to_bool(a: Arguments) -> Type:
    x = a.get("x")
    if isinstance(x, Scalar) and x.weak and x.value is not None:
        return Scalar("bool", value=bool(x.value))
    if isinstance(x, Array) and _several_elements(x):
        message = "the truth of an array with several elements is ambiguous"
        raise RuleError("N2001", message, hint="use .any() or .all()", operands=a.at("x"))
    return BOOL


def _several_elements(x: Array) -> bool:
    """Whether the number of elements is certainly more than one."""
    known = [dim for dim in x.dims or () if isinstance(dim, int)]
    return len(known) == len(x.dims or ()) and math.prod(known) > 1


def to_str(a: Arguments) -> Type:
    return STR if "object" not in a or "encoding" in a else text_of(Arguments({"obj": a["object"]}))


def to_range(a: Arguments) -> Type:
    for name in ("start", "stop", "step"):
        plain.require_integer(a.get(name), a.at(name))
    if plain.constant_int(a.get("step")) == 0:
        raise RuleError("N2001", "range() with a step of zero", operands=a.at("step"))
    given = [plain.constant_int(a[name]) for name in ("start", "stop", "step") if name in a]
    known = [value for value in given if value is not None]
    return Container("range", len(range(*known)) if len(known) == len(given) else None)


def collection(kind: str) -> Typing:
    """`list`, `set`, ...: of an iterable, or empty."""

    def rule(a: Arguments) -> Type:
        plain.require_iterable(a.get("iterable"), a.at("iterable"))
        return Container(kind)

    return rule


def to_tuple(a: Arguments) -> Type:
    source = a.get("iterable")
    if source is None:
        return Tuple(())
    plain.require_iterable(source, a.at("iterable"))
    items = plain.items_of(source)
    if items is not None:
        return Tuple(items)
    length = known_length(source)
    if length is None or length > _LONGEST_TUPLE:
        return Tuple(None)
    return _tuple_of_elements(source, length)


def _tuple_of_elements(source: Type, length: int) -> Type:
    if isinstance(source, Array) and source.dims and source.dtype in plain.NUMBERS:
        rest = source.dims[1:]
        each: Type = Array(source.dtype, rest) if rest else Scalar(source.dtype, weak=False)
        return Tuple((each,) * length)
    if isinstance(source, Scalar):
        return Tuple((STR,) * length)
    return Tuple(None)


def of_iterable(a: Arguments) -> Type:
    """An iterator over others; what is no iterable fails at once."""
    plain.require_iterable(a.get("iterable"), a.at("iterable"))
    for place, kind in enumerate(a.rest):
        plain.require_iterable(kind, (len(a.types) + place,))
    return OBJECT


def iterator(kind: str) -> Typing:
    """A class of iterators, by name."""

    def rule(a: Arguments) -> Type:
        of_iterable(a)
        return Object(kind)

    return rule


def bytes_of(kind: str) -> Typing:
    def rule(a: Arguments) -> Type:
        source = a.get("source")
        refused = isinstance(source, Scalar) and source.dtype in plain.REALS | plain.COMPLEX
        if refused or isinstance(source, NoneType):
            message = f"{kind}() of {plain.python_name(a['source'])}"
            raise RuleError("N2001", message, operands=a.at("source"))
        return Container(kind)

    return rule


def to_dict(a: Arguments) -> Type:
    plain.require_iterable(a.get("iterable"), a.at("iterable"))
    return Container("dict")


CLASSES = (
    Entry("bool(x=..., /)", to_bool, "the truth of a value", IMPURE),
    Entry("bytearray(source=..., encoding=..., errors=...)", bytes_of("bytearray"),
          "a sequence of bytes that can be changed"),
    Entry("bytes(source=..., encoding=..., errors=...)", bytes_of("bytes"), "a sequence of bytes"),
    Entry("classmethod(function, /)", fixed(Object("classmethod")),
          "a method that is given the class"),
    Entry("complex(real=0, imag=0)", to_complex, "a complex number"),
    Entry("dict(iterable=..., /, **kwargs)", to_dict, "a dict of pairs or of a mapping", IMPURE),
    Entry("enumerate(iterable, start=0)", iterator("enumerate"), "pairs of a counter and an item"),
    Entry("filter(function, iterable, /)", iterator("filter"),
          "the items for which a function is true"),
    Entry("float(x=0, /)", to_float, "a number or its text as a float"),
    Entry("frozenset(iterable=..., /)", collection("frozenset"), "a set that cannot be changed",
          IMPURE),
    Entry("int(x=..., /, base=10)", to_int, "a number or its text as an integer, towards zero"),
    Entry("list(iterable=(), /)", collection("list"), "a list of the items", IMPURE),
    Entry("map(function, iterable, /, *iterables)", iterator("map"),
          "a function applied to each item"),
    Entry("memoryview(object)", fixed(Object("memoryview")), "a view of a value's bytes"),
    Entry("object()", fixed(Object("object")), "a value with nothing but its identity"),
    Entry("property(fget=None, fset=None, fdel=None, doc=None)", fixed(Object("property")),
          "a computed attribute"),
    Entry("range(start, stop=..., step=..., /)", to_range, "the integers from start up to stop"),
    Entry("reversed(iterable, /)", of_iterable, "the items from last to first"),
    Entry("set(iterable=..., /)", collection("set"), "a set of the items", IMPURE),
    Entry("slice(start, stop=..., step=..., /)", fixed(Container("slice")),
          "what a[start:stop] asks"),
    Entry("staticmethod(function, /)", fixed(Object("staticmethod")),
          "a method that is given neither self nor class"),
    Entry("str(object='', encoding=..., errors=...)", to_str, "a value as text"),
    Entry("super(type=..., obj=..., /)", unknown, "the methods of the parent classes"),
    Entry("tuple(iterable=(), /)", to_tuple, "a tuple of the items", IMPURE),
    Entry("type(obj, bases=..., namespace=..., /, **kwds)", unknown, "the class of a value"),
    Entry("zip(*iterables, strict=False)", iterator("zip"),
          "the items of several iterables, in step"),
)  # fmt: skip

_EXCEPTION_SUMMARIES = {
    "ArithmeticError": "a calculation failed",
    "AssertionError": "an assert did not hold",
    "AttributeError": "an attribute does not exist",
    "BaseException": "the root of all exceptions",
    "BlockingIOError": "an operation would have to wait",
    "BrokenPipeError": "the other end of a pipe is closed",
    "BufferError": "a buffer operation is not possible",
    "BytesWarning": "bytes were compared with text",
    "ChildProcessError": "a child process operation failed",
    "ConnectionAbortedError": "the peer gave up a connection",
    "ConnectionError": "a connection failed",
    "ConnectionRefusedError": "the peer refused a connection",
    "ConnectionResetError": "the peer reset a connection",
    "DeprecationWarning": "a feature will go away (for developers)",
    "EOFError": "the input ended",
    "EncodingWarning": "a default text encoding was used",
    "EnvironmentError": "OSError by its old name",
    "Exception": "the root of all exceptions that programs handle",
    "FileExistsError": "the file exists already",
    "FileNotFoundError": "the file does not exist",
    "FloatingPointError": "a floating-point operation failed",
    "FutureWarning": "a feature will change (for users)",
    "GeneratorExit": "a generator was closed",
    "IOError": "OSError by its old name",
    "ImportError": "an import failed",
    "ImportWarning": "an import was probably a mistake",
    "IndentationError": "the indentation is not valid",
    "IndexError": "an index is out of range",
    "InterruptedError": "a system call was interrupted",
    "IsADirectoryError": "a file was expected and it is a folder",
    "KeyError": "a key does not exist",
    "KeyboardInterrupt": "the person interrupted the program",
    "LookupError": "an index or key does not exist",
    "MemoryError": "no memory is left",
    "ModuleNotFoundError": "a module does not exist",
    "NameError": "a name is not defined",
    "NotADirectoryError": "a folder was expected and it is none",
    "NotImplementedError": "a method is yet to be written",
    "OSError": "the operating system reported an error",
    "OverflowError": "a result is too large",
    "PendingDeprecationWarning": "a feature will be deprecated",
    "PermissionError": "the operation is not permitted",
    "ProcessLookupError": "the process does not exist",
    "RecursionError": "calls nest too deeply",
    "ReferenceError": "a weak reference's value is gone",
    "ResourceWarning": "a resource was not closed",
    "RuntimeError": "an error of no other kind",
    "RuntimeWarning": "a calculation is doubtful",
    "StopAsyncIteration": "an asynchronous iterator has ended",
    "StopIteration": "an iterator has ended",
    "SyntaxError": "the source is not valid",
    "SyntaxWarning": "the source is doubtful",
    "SystemError": "an error inside the interpreter",
    "SystemExit": "the program asks to end",
    "TabError": "tabs and spaces are mixed",
    "TimeoutError": "an operation took too long",
    "TypeError": "a value is of the wrong type",
    "UnboundLocalError": "a local variable has no value yet",
    "UnicodeDecodeError": "bytes are not text in this encoding",
    "UnicodeEncodeError": "text cannot be written in this encoding",
    "UnicodeError": "text could not be converted",
    "UnicodeTranslateError": "text could not be translated",
    "UnicodeWarning": "text is doubtful",
    "UserWarning": "a warning of the program itself",
    "ValueError": "a value is not allowed",
    "Warning": "the root of all warnings",
    "ZeroDivisionError": "a division by zero",
    "BaseExceptionGroup": "several exceptions as one, of any kind",
    "ExceptionGroup": "several exceptions as one",
}

_MANY = frozenset(
    {"OSError", "IOError", "EnvironmentError", "BaseExceptionGroup", "ExceptionGroup"}
)
"""Classes that make instances of their subclasses."""

EXCEPTIONS = tuple(
    Entry(f"{name}(*args, **kwargs)", unknown if name in _MANY else fixed(Object(name)), summary)
    for name, summary in _EXCEPTION_SUMMARIES.items()
)
