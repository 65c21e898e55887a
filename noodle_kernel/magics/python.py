"""`%%python` where another magic has run before it (`%%capture` on top of it, say).

At the top of a cell it never gets here: the shell knows such cells by their first line, so that
lines stay where they are and `await` works.
"""

from __future__ import annotations

from IPython.core.magic import cell_magic, magics_class

from noodle_kernel.magics.base import NoodleMagics


@magics_class
class PythonMagics(NoodleMagics):
    @cell_magic
    def python(self, line: str, cell: str) -> None:
        """Run the cell in CPython, in the same namespace."""
        self.noodle_shell.run_python(cell)
