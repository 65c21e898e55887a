"""AHR, the runtime for AI models: a place kept, with nothing in it yet.

Model functions, their formats, optimisation, inference and benchmarks will live here. It will
import `nbc` and nothing else of Noodle's.
"""
