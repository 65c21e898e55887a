"""Noodle beside its rivals, in one run, as ratios. `python -m benchmarks` runs all of it."""
