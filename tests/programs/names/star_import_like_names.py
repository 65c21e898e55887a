__all__ = ["a"]
__version__ = "1.0"
__doc__ = "set by hand"
print(__all__, __version__, __doc__)  # expect: ['a'] 1.0 set by hand
