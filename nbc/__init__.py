"""Noodle's language: compiler, bytecode and virtual machine. Start with `Session`.

Comes in: source text, or NBC as JSON or bytes. Goes out: checked programs and running code.
`pipeline` has every phase in order; the folders beside it are the phases.
"""

from nbc.bytecode import Effects, Linked, Table, link, parts_of
from nbc.errors import NoodleError, SourceError, Trap, VerifyError
from nbc.pipeline import Program, effects_of, load
from nbc.session import (
    Session,
    add_names,
    names_without_import,
    offer_names,
    step,
    value_without_import,
)
from nbc.vm.step import Step, Stepper

__all__ = [
    "Effects", "Linked", "NoodleError", "Program", "Session", "SourceError", "Step", "Stepper",
    "Table", "Trap", "VerifyError", "add_names", "effects_of", "link", "load",
    "names_without_import", "offer_names", "parts_of", "step", "value_without_import",
]  # fmt: skip
