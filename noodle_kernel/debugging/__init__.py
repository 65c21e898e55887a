"""JupyterLab's debugger, with Noodle's knowledge: types, evaluation in Noodle, conditions, pausing.

ipykernel and debugpy do the debugging. `debugger.py` has the requests, and is the way in; the rest
runs where debugpy looks at a frame. Nothing here imports `nbc` before a debugger asks.
"""

from noodle_kernel.debugging import pausing
from noodle_kernel.debugging.debugger import NoodleDebugger

__all__ = ["NoodleDebugger", "pausing"]
