items = ["a", "b"]
print(f"<{', '.join(f'[{i}:{x!r}]' for i, x in enumerate(items))}>")
# expect: <[0:'a'], [1:'b']>
print(f"{'inner'}{f'{2}'}{f'''{3}'''}")  # expect: inner23
