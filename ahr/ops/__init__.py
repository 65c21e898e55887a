"""Tensor operations: one row each, with its shape rule, its meaning and how others write it.

`table.lookup` finds a row; `row` says what it holds; the rows are in the `*_rows` files.
"""

from ahr.ops.table import lookup, rows

__all__ = ["lookup", "rows"]
