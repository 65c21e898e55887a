"""The builtins table: what Noodle knows of Python's builtins, `math` and NumPy.

In: the full name of a function, method or attribute. Out: its `Row` (signature, typing rule,
one-line summary). A name without a row is a call to a Python object of which nothing is known.
Open `table.py` first; the rows are in the `*_rows.py` files.
"""

from nbc.builtins.model import CallTypes, Row, Rule, RuleError
from nbc.builtins.signature import Parameter, Signature, arguments
from nbc.builtins.table import (
    know,
    lookup,
    member,
    members,
    names,
    noodle_name,
    noodle_names,
    resolve,
)

__all__ = [
    "CallTypes",
    "Parameter",
    "Row",
    "Rule",
    "RuleError",
    "Signature",
    "arguments",
    "know",
    "lookup",
    "member",
    "members",
    "names",
    "noodle_name",
    "noodle_names",
    "resolve",
]
