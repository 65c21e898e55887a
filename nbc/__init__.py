"""Noodle's language: compiler, bytecode and virtual machine. Start with `Session`."""

from nbc.pipeline import Program, load
from nbc.session import Session

__all__ = ["Program", "Session", "load"]
