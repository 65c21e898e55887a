"""JupyterLab's debugger, with Noodle's knowledge: types, evaluation in Noodle, conditions, pausing.

ipykernel and debugpy do the debugging. `late.py` is the way in and `debugger.py` has the requests;
the rest runs where debugpy looks at a frame. `nbc` and debugpy are imported when a debugger asks.
"""

from noodle_kernel.debugging import pausing
from noodle_kernel.debugging.late import LateDebugger, spare_debugpy

__all__ = ["LateDebugger", "pausing", "spare_debugpy"]
