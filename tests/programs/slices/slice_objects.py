class Show:
    def __getitem__(self, key):
        return key

s = Show()
print(s[1:2], s[:], s[::2], s[1, 2:3], s[..., None], s[()], s[1:2, ::3])
# expect: slice(1, 2, None) slice(None, None, None) slice(None, None, 2) (1, slice(2, 3, None)) (Ellipsis, None) () (slice(1, 2, None), slice(None, None, 3))
part = slice(1, 4)
print("abcdef"[part], part.start, part.stop, part.step, part.indices(3))
# expect: bcd 1 4 None (1, 3, 1)
