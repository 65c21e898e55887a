"""A profile of one cell, live beside it and kept in the notebook: README.md says how it is made.

`recording` profiles what runs inside of it; `Profile` is what was found.
"""

from noodle_kernel.profile.recording import Recording, recording
from noodle_kernel.profile.result import FunctionTime, LineTime, Profile

__all__ = ["FunctionTime", "LineTime", "Profile", "Recording", "recording"]
