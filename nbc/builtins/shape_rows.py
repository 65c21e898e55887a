"""NumPy's functions that change an array's shape: rows."""

from __future__ import annotations

from nbc.builtins import linalg_rules
from nbc.builtins import shape_rules as rules
from nbc.builtins.entry import Entry

FUNCTIONS = (
    Entry("atleast_1d(*arys)", rules.raised(1), "with at least one axis"),
    Entry("atleast_2d(*arys)", rules.raised(2), "with at least two axes"),
    Entry("atleast_3d(*arys)", rules.raised(3), "with at least three axes"),
    Entry("broadcast_arrays(*args, subok=False)", rules.broadcast_arrays,
          "arrays brought to one shape"),
    Entry("broadcast_shapes(*args)", rules.shape_tuple, "the shape that shapes broadcast to"),
    Entry("broadcast_to(array, shape, subok=False)", rules.broadcast_to,
          "an array brought to a shape"),
    Entry("expand_dims(a, axis)", rules.expand_dims, "with new axes of length 1"),
    Entry("flip(m, axis=None)", rules.along_axes, "the elements in reverse order"),
    Entry("fliplr(m)", rules.flipped(2), "the columns in reverse order"),
    Entry("flipud(m)", rules.flipped(1), "the rows in reverse order"),
    Entry("matrix_transpose(x, /)", linalg_rules.swapped_matrix, "the last two axes swapped"),
    Entry("moveaxis(a, source, destination)", rules.moveaxis, "axes moved to other places"),
    Entry("ndim(a)", rules.rank_of, "the number of axes"),
    Entry("pad(array, pad_width, mode='constant', **kwargs)", rules.pad, "with a border"),
    Entry("permute_dims(a, axes=None)", rules.transpose, "the axes in another order"),
    Entry("ravel(a, order='C')", rules.flattened, "all elements along one axis"),
    Entry("reshape(a, /, shape=None, order='C', *, newshape=None, copy=None)", rules.reshape,
          "the same elements in another shape"),
    Entry("resize(a, new_shape)", rules.resize, "a shape filled with repeated elements"),
    Entry("roll(a, shift, axis=None)", rules.along_axes, "elements moved round in a circle"),
    Entry("rollaxis(a, axis, start=0)", rules.rollaxis, "an axis moved back"),
    Entry("rot90(m, k=1, axes=(0, 1))", rules.rot90, "turned by quarter turns"),
    Entry("shape(a)", rules.shape_of, "the lengths of the axes"),
    Entry("size(a, axis=None)", rules.element_count, "the number of elements"),
    Entry("squeeze(a, axis=None)", rules.squeeze, "without axes of length 1"),
    Entry("swapaxes(a, axis1, axis2)", rules.swapaxes, "two axes swapped"),
    Entry("transpose(a, axes=None)", rules.transpose, "the axes in reverse or another order"),
)  # fmt: skip
