"""Graphs as source text that a person would write: for torch, Keras, NumPy."""
