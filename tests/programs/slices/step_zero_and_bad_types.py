s, zero, text = [1, 2, 3], [0].pop(), ["a"].pop()
for attempt in (lambda: s[::zero], lambda: s[text], lambda: s[text:], lambda: s[1.0]):
    try:
        attempt()
    except (TypeError, ValueError) as error:
        print(error)
# expect: slice step cannot be zero
# expect: list indices must be integers or slices, not str
# expect: slice indices must be integers or None or have an __index__ method
# expect: list indices must be integers or slices, not float
