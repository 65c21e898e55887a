o = object()
print(o == o, o != object(), ..., Ellipsis is ..., NotImplemented)
# expect: True True Ellipsis True NotImplemented
print(type(...).__name__, __debug__)  # expect: ellipsis True
print(slice(1, 2), slice(None), range(1, 2), memoryview(b"a").nbytes)
# expect: slice(1, 2, None) slice(None, None, None) range(1, 2) 1
