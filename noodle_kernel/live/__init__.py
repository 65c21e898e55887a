"""What JupyterLab's extension asks of a kernel while one writes, also while a cell runs.

`channel.py` has the comm, `methods.py` the table of methods; each has its own file.
"""

from noodle_kernel.live.channel import TARGET, Channels

__all__ = ["TARGET", "Channels"]
