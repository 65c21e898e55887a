"""Functions to graphs: a model function is called once with tensors that only record.

`function.trace` does it; `tensor` is what the function gets; `layers` are the calls that make
parameters.
"""

from ahr.trace.function import trace

__all__ = ["trace"]
