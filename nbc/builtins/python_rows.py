"""Python's builtin functions: rows. The rules with more to them are in `python_rules`; the builtin
classes are in `class_rows`, the methods in `text_rows`, `container_rows` and `number_rows`."""

from __future__ import annotations

from nbc.builtins import python_rules as rules
from nbc.builtins.entry import IMPURE, Entry, fixed, unknown
from nbc.types.model import BOOL, I64, NONE, OBJECT, STR, Container, Object

LIST = Container("list")

FUNCTIONS = (
    Entry("abs(x, /)", rules.absolute, "the absolute value of a number or of an array's elements"),
    Entry("aiter(async_iterable, /)", unknown, "an asynchronous iterator", IMPURE),
    Entry("all(iterable, /)", rules.truth_of_all, "whether every item is true", IMPURE),
    Entry("anext(async_iterator, default=..., /)", unknown, "the next item, awaited", IMPURE),
    Entry("any(iterable, /)", rules.truth_of_all, "whether some item is true", IMPURE),
    Entry("ascii(obj, /)", fixed(STR), "repr with everything but ASCII escaped"),
    Entry("bin(number, /)", rules.digits, "the binary digits of an integer, as text"),
    Entry("breakpoint(*args, **kws)", unknown, "stop here in the debugger", IMPURE),
    Entry("callable(obj, /)", fixed(BOOL), "whether a value can be called"),
    Entry("chr(i, /)", rules.character, "the character with a code point"),
    Entry("compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, **kw)",
          unknown, "Python source to a code object", IMPURE),
    Entry("copyright()", unknown, "print Python's copyright", IMPURE),
    Entry("credits()", unknown, "print who made Python", IMPURE),
    Entry("delattr(obj, name, /)", fixed(NONE), "delete an attribute by its name", IMPURE),
    Entry("dir(obj=..., /)", fixed(LIST), "the names of a value's attributes", IMPURE),
    Entry("divmod(x, y, /)", rules.divide_both, "the quotient and the remainder of x by y"),
    Entry("eval(source, globals=None, locals=None, /)", unknown,
          "the value of Python source", IMPURE),
    Entry("exec(source, globals=None, locals=None, /, *, closure=None)", fixed(NONE),
          "run Python source", IMPURE),
    Entry("exit(code=None)", unknown, "leave Python", IMPURE),
    Entry("format(value, format_spec='', /)", rules.text_of, "a value as text in a given format"),
    Entry("getattr(obj, name, default=..., /)", unknown, "an attribute by its name", IMPURE),
    Entry("globals()", fixed(Container("dict")), "the namespace of the cells", IMPURE),
    Entry("hasattr(obj, name, /)", fixed(BOOL), "whether an attribute exists", IMPURE),
    Entry("hash(obj, /)", rules.hash_of, "the integer that dicts and sets find a value by"),
    Entry("help(*args, **kwds)", fixed(NONE), "show the documentation of a value", IMPURE),
    Entry("hex(number, /)", rules.digits, "the hexadecimal digits of an integer, as text"),
    Entry("id(obj, /)", fixed(I64), "a number that no other living value has", IMPURE),
    Entry("input(prompt='', /)", fixed(STR), "a line that the person types", IMPURE),
    Entry("isinstance(obj, class_or_tuple, /)", fixed(BOOL), "whether a value is of a class"),
    Entry("issubclass(cls, class_or_tuple, /)", fixed(BOOL),
          "whether a class derives from another"),
    Entry("iter(obj, sentinel=..., /)", rules.iterator, "an iterator over the items of a value"),
    Entry("len(obj, /)", rules.length, "the number of items"),
    Entry("license()", unknown, "show Python's licence", IMPURE),
    Entry("locals()", unknown, "the local variables", IMPURE),
    Entry("max(*args, key=None, default=...)", rules.extreme,
          "the largest of the items or arguments"),
    Entry("min(*args, key=None, default=...)", rules.extreme,
          "the smallest of the items or arguments"),
    Entry("next(iterator, default=..., /)", unknown, "the next item of an iterator", IMPURE),
    Entry("oct(number, /)", rules.digits, "the octal digits of an integer, as text"),
    Entry("open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, "
          "closefd=True, opener=None)", unknown, "open a file", IMPURE),
    Entry("ord(c, /)", rules.code_point, "the code point of a character"),
    Entry("pow(base, exp, mod=None)", rules.power,
          "base to the power exp, modulo mod if it is given"),
    Entry("print(*args, sep=' ', end='\\n', file=None, flush=False)", fixed(NONE),
          "write values as text", IMPURE),
    Entry("quit(code=None)", unknown, "leave Python", IMPURE),
    Entry("repr(obj, /)", rules.text_of, "a value as text, the way it is written in code"),
    Entry("round(number, ndigits=None)", rules.rounded, "a number rounded, half to even"),
    Entry("setattr(obj, name, value, /)", fixed(NONE), "set an attribute by its name", IMPURE),
    Entry("sorted(iterable, /, *, key=None, reverse=False)", rules.sorted_list,
          "a new list of the items in ascending order", IMPURE),
    Entry("sum(iterable, /, start=0)", rules.total, "the sum of the items", IMPURE),
    Entry("vars(obj=..., /)", unknown, "the attributes of a value as a dict", IMPURE),
    Entry("__import__(name, globals=None, locals=None, fromlist=(), level=0)", unknown,
          "import a module", IMPURE),
    Entry("__build_class__(func, name, /, *bases, **kwds)", unknown, "what runs a class statement",
          IMPURE),
)  # fmt: skip

CONSTANTS = (
    Entry("Ellipsis", fixed(Object("ellipsis")), "what `...` is"),
    Entry(
        "NotImplemented", fixed(Object("NotImplementedType")), "an operator's answer: not for me"
    ),
    Entry("__debug__", fixed(BOOL), "whether assert statements run"),
    Entry("__name__", fixed(OBJECT), "the name of the module that runs"),
)
