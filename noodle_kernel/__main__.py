"""Starts the kernel as Jupyter asks for it: `python -m noodle_kernel -f CONNECTION_FILE`.

The working directory leaves `sys.path` while the kernel's own modules load, so that a `random.py`
beside the notebook cannot break the start; ipykernel puts it back for the cells.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path


def main() -> None:
    if sys.path and (sys.path[0] == "" or Path(sys.path[0]) == Path.cwd()):
        del sys.path[0]
    # debugpy would warn of cells, whose files need not exist.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    gc.disable()  # what is imported stays: looking through it again and again takes a tenth
    from ipykernel.kernelapp import IPKernelApp  # lazy: after the line above

    from noodle_kernel.kernel import NoodleKernel  # lazy: as above

    app = IPKernelApp.instance(
        kernel_class=NoodleKernel, outstream_class="noodle_kernel.streams.Stream"
    )
    app.initialize()
    gc.enable()
    gc.freeze()
    app.start()


if __name__ == "__main__":
    main()
