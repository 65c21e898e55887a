"""The Jupyter kernel of Noodle: ipykernel with Noodle's compiler, completer and magics.

`python -m noodle_kernel` starts it. Read kernel.py (the messages), then shell.py (how a cell runs).
Nothing is imported here, so that `noodle_kernel.lexer` can be used without a kernel.
"""

__version__ = "0.1.0"
