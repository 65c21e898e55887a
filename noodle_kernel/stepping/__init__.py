"""A cell run one instruction at a time, for the stepper panel. Start with `stepped.py`."""

from noodle_kernel.stepping.commands import COMMANDS
from noodle_kernel.stepping.stepped import Stepped

__all__ = ["COMMANDS", "Stepped"]
