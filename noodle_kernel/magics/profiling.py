"""`%%profile` and `%profile`: where the time of a cell or an expression goes, while it runs.

What watches and how it is shown is in noodle_kernel/profile.
"""

from __future__ import annotations

import sys

from IPython.core.error import UsageError
from IPython.core.magic import line_cell_magic, magics_class

from noodle_kernel.magics.base import NoodleMagics
from noodle_kernel.profile import recording


@magics_class
class ProfileMagics(NoodleMagics):
    @line_cell_magic
    def profile(self, line: str, cell: str | None = None) -> None:
        """Run the cell, or an expression, and show where its time goes while it runs.

        %%profile [--memory] [NAME]    the cell below; the profile is kept as NAME
        %profile EXPRESSION            a statement or expression on this line
        The latest profile is also `_profile`: .lines(), .functions(), .tiers(), .threads(),
        .table(), .csv(), .speedscope(), .save("a.speedscope.json"), .save("a.csv").
        --memory   bytes that each line allocated and the cell kept (slows the VM down)
        """
        shell = self.noodle_shell
        words = line.split() if cell is not None else []
        names = [word for word in words if word != "--memory"]
        if len(names) > 1 or any(not name.isidentifier() for name in names):
            raise UsageError("%%profile takes --memory and a name for the profile")
        if cell is None and not line.strip():
            raise UsageError("%profile needs a statement or an expression; %%profile takes a cell")
        is_inner = shell.recording is not None
        with recording(shell, sys._getframe(), memory="--memory" in words) as made:
            if names and not is_inner:
                shell.user_ns[names[0]] = made.profile
            if cell is None:
                shell.run_body(line, first_line=1)
            else:
                shell.run_body(cell)
