"""The native tier: verified NBC to machine code through LLVM.

Comes in: functions and loops with the representations of what they read. Goes out: machine code
behind the same Python functions. Open `unit.py` and `reps.py` first, then `compile.py`.
"""
