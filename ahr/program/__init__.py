"""Graphs as NBC and back: a network is a Noodle program that calls tensor ops.

`writing.to_program` and `reading.from_module` are each other's inverse; `calls` is what the
programs call when they run on the VM.
"""

from ahr.program.calls import run_program
from ahr.program.reading import from_module
from ahr.program.writing import NetworkProgram, to_program

__all__ = ["NetworkProgram", "from_module", "run_program", "to_program"]
