"""Functions that touch arrays at their ends: f(a, b, n) with two vectors of n elements of one dtype,
or two matrices, whose bytes begin or end at pages without access. `b` may be written."""

from __future__ import annotations

from typing import Final

VECTORS: Final = {
    "sum of a loop": "s = a[0]\nfor k in range(n):\n    s = s + a[k]\nreturn s",
    "backwards": "for k in range(n - 1, -1, -1):\n    b[k] = a[k]\nreturn b",
    "steps": "for k in range(0, n, 3):\n    b[k] = a[k]\nreturn b",
    "steps down": "for k in range(n - 1, -1, -2):\n    b[k] = a[k]\nreturn b",
    "negative indices": "for k in range(n):\n    b[-k - 1] = a[k - n]\nreturn b",
    "neighbours": "for k in range(1, n - 1):\n    b[k] = a[k - 1] + a[k + 1]\nreturn b",
    "shift": "for k in range(n - 1):\n    b[k + 1] = a[k]\nreturn b",
    "beyond the end": "for k in range(n + 1):\n    b[k] = a[k]\nreturn b",
    "read beyond the end": "s = 0\nfor k in range(n + 1):\n    s = s + a[k]\nreturn s",
    "before the start": "for k in range(-n - 1, n):\n    b[k] = a[k]\nreturn b",
    "in steps beyond": "for k in range(0, n + 3, 4):\n    b[k] = a[k]\nreturn b",
    "down beyond the start": "for k in range(n - 1, -n - 2, -1):\n    b[k] = a[k]\nreturn b",
    "neighbour beyond": "for k in range(n):\n    b[k] = a[k + 1]\nreturn b",
    "twice the index": "for k in range(n):\n    b[2 * k] = a[k]\nreturn b",
    "huge index": "b[n + 2**61] = a[0]\nreturn b",
    "hugest index": "return a[2**63 - 1]",
    "most negative index": "return a[-2**63]",
    "while": "k = 0\nwhile k <= n:\n    b[k] = a[k]\n    k += 1\nreturn b",
    "while by condition": "k = 0\nwhile a[k] == a[k]:\n    k += 1\nreturn k",
    "two loops": "for k in range(n):\n    for q in range(k, n):\n        b[q] = a[q - k]\nreturn b",
    "triangle beyond": "for k in range(n):\n    for q in range(k + 2):\n        b[q] = a[k]\nreturn b",
    "expression": "return a + a * a",
    "expression into": "b[:] = a + a\nreturn b",
    "in place": "b += a\nreturn b",
    "scalar": "b[:] = 1\nreturn b",
    "comparison": "return (a == b) | (a != a[::-1])",
    "cast": "return a.astype(np.complex128) + 1",
    "where": "return np.where(a == b, a, b)",
    "without the first": "return a[1:] + a[:-1]",
    "reversed": "return a[::-1] + b",
    "every second": "return a[::2] + b[1::2] if n % 2 == 0 else a[::2]",
    "beyond slices": "return a[-100:100:3] + a[-100:100:3]",
    "shift in place": "b[1:] = b[:-1]\nreturn b",
    "shift down in place": "b[:-1] = b[1:]\nreturn b",
    "reverse in place": "b[:] = b[::-1]\nreturn b",
    "sum": "return a.sum()",
    "sum of an expression": "return (a + b).sum()",
    "greatest": "return a.max()",
    "position of the least": "return np.argmin(a)",
    "running sums": "return np.cumsum(a)",
    "mask": "return a[a == b]",
    "mask to store": "b[a == b] = 0\nreturn b",
    "index array": "return a[np.arange(n) - n]",
    "index array beyond": "return a[np.arange(n + 1)]",
    "index array to store": "b[np.arange(n)[::-1]] = a\nreturn b",
    "index array to store beyond": "b[np.arange(n) - n - 1] = a\nreturn b",
    "sorted": "return np.sort(a)",
    "copy": "return a.copy()",
    "dot": "return np.dot(a, b)",
    "parallel": "for k in parallel(n):\n    b[k] = a[k]\nreturn b",
    "parallel beyond": "for k in parallel(n + 1):\n    b[k] = a[k]",
    "parallel sum": "s = 0\nfor k in prange(n):\n    s += a[k]\nreturn s",
    "ends": "return a[0], a[-1], b[n - 1], b[-n]",
    "in a list": "return [a[k] for k in range(n)]",
    "items": "s = 0\nfor v in a:\n    s = s + v\nreturn s",
    "concatenated": "return np.concatenate((a, b))",
}  # fmt: skip

MATRICES: Final = {
    "rows and columns": "for i in range(a.shape[0]):\n    for k in range(a.shape[1]):\n"
                        "        b[i, k] = a[i, k]\nreturn b",
    "columns and rows": "for k in range(a.shape[1]):\n    for i in range(a.shape[0]):\n"
                        "        b[i, k] += a[i, k]\nreturn b",
    "column beyond": "for i in range(a.shape[0]):\n    for k in range(a.shape[1] + 1):\n"
                     "        b[i, k] = a[i, k]\nreturn b",
    "row beyond": "for i in range(a.shape[0] + 1):\n    for k in range(a.shape[1]):\n"
                  "        b[i, k] = a[i, k]\nreturn b",
    "stencil": "for i in range(1, a.shape[0] - 1):\n    for k in range(1, a.shape[1] - 1):\n"
               "        b[i, k] = a[i - 1, k] + a[i + 1, k] + a[i, k - 1] + a[i, k + 1]\nreturn b",
    "stencil of slices": "b[1:-1, 1:-1] = a[:-2, 1:-1] + a[2:, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:]\nreturn b",
    "transposed": "return a.T + b.T",
    "rows": "for i in range(a.shape[0]):\n    b[i] = a[-i - 1]\nreturn b",
    "columns": "for k in range(a.shape[1]):\n    b[:, k] = a[:, -k - 1]\nreturn b",
    "sums": "return a.sum(axis=0), a.sum(axis=1), a.sum()",
    "extremes": "return a.max(axis=0), a.min(axis=1)",
    "product": "return a @ b.T",
    "row and column": "return a[0] + a[-1], a[:, 0], a[:, -1]",
    "broadcast": "return a + b[0] + b[:, 0][:, None]",
    "negative strides": "b[::-1, ::-1] = a\nreturn b",
    "flat": "return a.reshape(-1) + b.ravel()",
    "row mask": "return a[a[:, 0] == b[:, 0]]",
    "copied": "b[...] = a\nreturn b",
    "both index arrays": "r = np.arange(a.shape[0])\nreturn a[r, r % a.shape[1]]",
}  # fmt: skip


def source_of(body: str) -> str:
    return "\n".join(["def f(a, b, n):", *(f"    {line}" for line in body.splitlines()), ""])
