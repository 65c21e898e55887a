"""`%%time` for Noodle cells: IPython's would compile the cell with CPython.

The line form, `%time`, is IPython's own: what it calls are Noodle's functions anyway.
"""

from __future__ import annotations

import time

from IPython.core.magic import cell_magic, magics_class

from noodle_kernel.magics.base import NoodleMagics


@magics_class
class TimingMagics(NoodleMagics):
    @cell_magic
    def time(self, line: str, cell: str) -> None:
        """Run the cell and say how much CPU and wall time it took."""
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            self.noodle_shell.run_body(cell)
        finally:
            cpu_s, wall_s = time.process_time() - cpu, time.perf_counter() - wall
            print(f"CPU time: {readable_time(cpu_s)}\nWall time: {readable_time(wall_s)}")


def readable_time(seconds: float) -> str:
    """Three digits with the unit that suits them."""
    if seconds >= 60:
        minutes, rest = divmod(round(seconds), 60)
        return f"{minutes} min {rest} s"
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "µs")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"
