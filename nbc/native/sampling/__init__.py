"""Where threads are in machine code, line by line, while it runs: README.md says how.

`open_counters` is the way in; noodle_kernel/profile uses it.
"""

from nbc.native.sampling.counters import Counters, Seen, open_counters
from nbc.native.sampling.places import NativePlace

__all__ = ["Counters", "NativePlace", "Seen", "open_counters"]
