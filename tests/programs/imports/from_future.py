from __future__ import annotations

def f(x: Undefined) -> also.undefined[here]:
    return x

print(f.__annotations__)  # expect: {'x': 'Undefined', 'return': 'also.undefined[here]'}
