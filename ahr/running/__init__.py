"""Graphs that run: the reference (NumPy), and ONNX Runtime."""
