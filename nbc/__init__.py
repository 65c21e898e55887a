"""Noodle's language: compiler, bytecode and virtual machine. Start with `Session`.

Comes in: source text, or NBC as JSON or bytes. Goes out: checked programs and running code.
`pipeline` has every phase in order; the folders beside it are the phases.
"""

from nbc.errors import NoodleError, SourceError, Trap, VerifyError
from nbc.pipeline import Program, load
from nbc.session import (
    Session,
    add_names,
    names_without_import,
    offer_names,
    step,
    value_without_import,
)
from nbc.vm.step import Step, Stepper

__all__ = ["NoodleError", "Program", "Session", "SourceError", "Step", "Stepper", "Trap",
           "VerifyError", "add_names", "load", "names_without_import", "offer_names", "step",
           "value_without_import"]  # fmt: skip
