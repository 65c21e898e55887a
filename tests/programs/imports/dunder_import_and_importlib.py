import importlib
name = "math"
print(__import__(name).sqrt(9), importlib.import_module("os.path").basename("a/b"))
# expect: 3.0 b
print(getattr(importlib.import_module(name), "floor")(2.5))  # expect: 2
