"""The table of ONNX's operators: from a name to the adapter that says it with our ops."""

from ahr.formats.onnx_operators.node import OnnxNode
from ahr.formats.onnx_operators.table import ADAPTERS

__all__ = ["ADAPTERS", "OnnxNode"]
