"""Programs that do not end in a lifetime. `f(a, b, m, c)` and the cells only read a and m; they count in
c[0] and then in c[1], where they count at all."""

from __future__ import annotations

from typing import Final


def _function(body: str) -> str:
    return "def f(a, b, m, c):\n" + "".join(f"    {line}\n" for line in body.splitlines())


FUNCTIONS: Final = {
    name: _function(body)
    for name, body in {
        "for": "s = 0\nfor k in range(10**15):\n    s = (s * 3 + k) % 1000003\nreturn s",
        "counting": "for k in range(10**15):\n    c[0] += 1\n    c[1] += 1",
        "while": "s = 0\nwhile True:\n    s = (s + 7) % 1000003",
        "while of floats": "x = 1.0\nwhile x > 0.0:\n    x = x * 0.5 + 0.5\nreturn x",
        "nested": "for r in range(10**9):\n    for k in range(1000):\n        b[k] = a[k] + r\nreturn b",
        "nested with a sum": "s = 0.0\nfor r in range(10**9):\n    for k in range(1000):\n"
                             "        s += a[k]\nreturn s",
        "short inner loops": "s = 0\nfor r in range(10**12):\n    for k in range(3):\n"
                             "        s = s ^ (k + r)\nreturn s",
        "three deep": "for r in range(10**9):\n    for i in range(100):\n        for k in range(100):\n"
                      "            b[k] += a[i]\nreturn b",
        "array expressions": "for r in range(10**12):\n    b[:] = a * 0.5 + b\nreturn b",
        "new arrays": "t = a\nfor r in range(10**12):\n    t = a * 0.5 + t\nreturn t",
        "reductions": "s = 0.0\nfor r in range(10**12):\n    s = s + (a * 2.0).sum()\nreturn s",
        "products": "t = m\nfor r in range(10**12):\n    t = t @ m\nreturn t",
        "continue": "k = 0\nwhile k < 10**15:\n    k += 1\n    if k % 2:\n        continue\n    b[k % 1000] = k\nreturn k",
        "parallel": "for k in parallel(1000):\n    s = 0\n    for q in range(10**12):\n"
                    "        s = (s * 3 + q) % 1000003\n    b[k] = s\nreturn b",
        "parallel of many": "for r in range(10**9):\n    for k in parallel(1000):\n        b[k] = a[k] + r\nreturn b",
        "over threads": "t = np.arange(3_000_000) * 1e-6\nfor r in range(10**12):\n"
                        "    s = (np.exp(-t * t) * np.cos(t) + np.tanh(t)).sum()\nreturn s",
        "long over threads": "t = np.arange(8_000_000) * 1e-6\nfor r in range(10**12):\n"
                             "    s = (np.exp(-t * t) ** np.cos(t) ** np.tanh(t)).sum()\nreturn s",
        "small expressions": "s = 0.0\nfor r in range(10**12):\n"
                             "    s += (np.exp(-a * a) * np.cos(a) + np.tanh(a)).sum()\nreturn s",
    }.items()
} | {
    "recursion": "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
                 "def f(a, b, m, c):\n    return fib(90)\n",
    "calls": "def g(x):\n    s = 0\n    for k in range(100):\n        s += k ^ x\n    return s\n"
             "def f(a, b, m, c):\n    s = 0\n    for k in range(10**12):\n        s = g(k) & 1023\n    return s\n",
}  # fmt: skip

CELLS: Final = {
    "for": "s = 0\nfor k in range(10**15):\n    s = (s * 3 + k) % 1000003\n",
    "while": "x = 1\nwhile x:\n    x = x % 1000 + 1\n",
    "nested": "for r in range(10**9):\n    for k in range(1000):\n        b[k] = a[k] + r\n",
    "array expressions": "for r in range(10**12):\n    b = a * 0.5 + b\n",
    "in a try": "for r in range(10**12):\n    try:\n        for k in range(10**9):\n            b[0] += k\n"
                "    except ZeroDivisionError:\n        pass\n",
}  # fmt: skip
