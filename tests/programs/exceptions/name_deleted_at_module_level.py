try:
    raise KeyError("k")
except KeyError as e:
    saved = e
print("e" in globals(), repr(saved))  # expect: False KeyError('k')
