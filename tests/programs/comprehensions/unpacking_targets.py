pairs = [(1, "a"), (2, "b")]
print([f"{n}{s}" for n, s in pairs])  # expect: ['1a', '2b']
print({s: n for n, s in pairs})  # expect: {'a': 1, 'b': 2}
print([first for first, *rest in ["abc", "de"]], [r for _, *r in [(1, 2, 3)]])
# expect: ['a', 'd'] [[2, 3]]
print([a + b + c for a, (b, c) in [(1, (2, 3)), (4, (5, 6))]])  # expect: [6, 15]
