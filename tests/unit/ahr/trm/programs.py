"""Programs that are transpiled to every target: source text, and the arrays that they are run on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, final

import numpy as np


@final
@dataclass(frozen=True)
class ProgramSample:
    """`source` runs in CPython with NumPy once its annotations are not looked at."""

    name: str
    source: str
    arrays: tuple[Any, ...]
    tolerance: float = 2e-5

    def __str__(self) -> str:
        return self.name


def floats(*shape: int, seed: int = 0) -> np.ndarray[Any, Any]:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def sample(name: str, source: str, *arrays: Any, tolerance: float = 2e-5) -> ProgramSample:
    head = "import math\nimport numpy as np\n\n"
    return ProgramSample(name, head + source.strip("\n") + "\n", arrays, tolerance)


PROGRAMS = [
    sample("elementwise", "def f(x, y):\n    return np.sqrt(x * x + y * y) / (1.0 + np.abs(x - y))",
           floats(4, 5), floats(4, 5, seed=1)),
    sample("polynomial", """
def f(x):
    result = 0.0 * x
    for coefficient in (0.5, -1.0, 2.0, 3.0):
        result = result * x + coefficient
    return result
""", floats(7)),
    sample("broadcast", "def f(x, b):\n    return (x[:, None] + b) * 2 - x[:, None] ** 2",
           floats(3), floats(1, 4, seed=1)),
    sample("reductions", """
def f(x):
    return x.sum(axis=0) + x.mean(axis=0) - x.max(axis=0) * x.min(axis=0)
""", floats(5, 6)),
    sample("two_results", "def f(x):\n    return x.sum(axis=1), x.std(axis=1)", floats(3, 8)),
    sample("matmul", "def f(a, b):\n    return a @ b + np.dot(a, b)", floats(4, 3), floats(3, 5)),
    sample("softmax", """
def f(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
""", floats(4, 6)),
    sample("log_sum_exp", """
def f(x):
    top = np.max(x, axis=1, keepdims=True)
    return np.squeeze(top, 1) + np.log(np.sum(np.exp(x - top), axis=1))
""", floats(4, 6)),
    sample("mlp", """
def relu_(x):
    return np.maximum(x, 0)

def f(x, w1, b1, w2, b2):
    return relu_(x @ w1 + b1) @ w2 + b2
""", floats(4, 8), floats(8, 16, seed=1), floats(16, seed=2), floats(16, 3, seed=3), floats(3)),
    sample("residual", """
def block(x, w):
    return x + np.tanh(x @ w)

def f(x, w):
    for _ in range(3):
        x = block(x, w)
    return x
""", floats(2, 6), floats(6, 6, seed=1)),
    sample("attention", """
def f(q, k, v):
    scores = q @ k.transpose(0, 2, 1) / math.sqrt(8.0)
    scores = scores - scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return weights @ v
""", floats(2, 5, 8), floats(2, 7, 8, seed=1), floats(2, 7, 4, seed=2)),
    sample("causal_mask", """
def f(scores):
    mask = np.tril(np.ones((5, 5), np.bool_))
    return np.where(mask, scores, np.float32(-1e9)).max(axis=-1)
""", floats(2, 5, 5)),
    sample("normalisation", """
def f(x, scale, shift):
    mean = x.mean(axis=1, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=1, keepdims=True)
    return (x - mean) / np.sqrt(variance + 1e-5) * scale + shift
""", floats(4, 8), floats(8, seed=1), floats(8, seed=2)),
    sample("k_means_step", """
def f(points, centres):
    off = points[:, None, :] - centres[None, :, :]
    nearest = (off * off).sum(axis=2).argmin(axis=1)
    parts = []
    for index in range(3):
        mine = (nearest == index).astype(np.float32)[:, None]
        parts.append((points * mine).sum(axis=0) / np.maximum(mine.sum(), 1.0))
    return np.stack(parts)
""", floats(20, 2), floats(3, 2, seed=1)),
    sample("image_filter", """
KERNEL = ((0.0, 0.1, 0.0), (0.1, 0.6, 0.1), (0.0, 0.1, 0.0))

def f(image):
    padded = np.pad(image, 1)
    result = np.zeros_like(image)
    for i in range(3):
        for j in range(3):
            result = result + KERNEL[i][j] * padded[i:i + 8, j:j + 9]
    return result
""", floats(8, 9)),
    sample("edges", """
def f(image):
    across = image[:, 1:] - image[:, :-1]
    down = image[1:, :] - image[:-1, :]
    return np.sqrt(across[:-1] ** 2 + down[:, :-1] ** 2)
""", floats(6, 7)),
    sample("moving_average", """
def f(x):
    sums = np.cumsum(x)
    front = np.concatenate([np.zeros(1, np.float32), sums[:-3]])
    return (sums[2:] - front) / 3
""", floats(12)),
    sample("loop_over_cells", """
def f(x):
    out = np.zeros(6, np.float32)
    for i in range(1, 5):
        out[i] = (x[i - 1] + x[i] + x[i + 1]) / 3
    out[0] = x[0]
    out[-1] += x[-1] * 2
    return out
""", floats(6)),
    sample("stencil", """
def f(grid):
    out = grid.copy()
    out[1:-1, 1:-1] = (grid[:-2, 1:-1] + grid[2:, 1:-1] + grid[1:-1, :-2] + grid[1:-1, 2:]) / 4
    return out
""", floats(5, 6)),
    sample("smoothing", """
def f(x):
    for _ in range(2):
        out = x.copy()
        for i in range(1, len(x) - 1):
            out[i] = (x[i - 1] + x[i] + x[i + 1]) / 3
        x = out
    return x
""", floats(6)),
    sample("choice", """
def f(x):
    return np.where(x > 0, x, 0.1 * x) + np.clip(x, -0.5, 0.5)
""", floats(9)),
    sample("masked_write", """
def f(x):
    y = x.copy()
    y[y < 0] = 0.0
    y *= 2
    return y
""", floats(9)),
    sample("copy_of_an_order", """
def f(x):
    y = x.copy(order="C")
    y[0] = 2.0
    return x + y
""", floats(9)),
    sample("branch_on_a_number", """
def f(x: f64, y: f64):
    if x > y:
        big, small = x, y
    else:
        big, small = y, x
    if big > 2 * small and not small < 0:
        return big - small
    elif 0 < small < 1:
        return big * small
    return big + small if big < 1 else big / 2
""", np.float64(0.3), np.float64(0.9)),
    sample("branch_with_writes", """
def f(x, shift=0.5):
    out = np.zeros(4, np.float32)
    out[3] = x[0]
    if x.sum() > 0:
        out[0] = 1 + shift
        kept = x
    else:
        out[1:3] = x[2:]
        kept = -x
    if x[1] > 0:
        out *= 2
    return out + kept
""", floats(4)),
    sample("branch_other_side", """
def f(x: f64):
    result = 1.0
    if x < 0:
        result = -x
        result += 2
    return result * max(x, 0.5) + min(x, 0.0, 3.0)
""", np.float64(-0.7)),
    sample("math_functions", """
def f(x: f64):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi) + math.sin(x) * abs(x)
""", np.float64(0.4)),
    sample("integers", """
def f(x):
    return (x // 3) * 10 + x % 3 - (x > 4)
""", np.arange(-4, 8)),
    sample("one_hot", """
def f(labels):
    return (labels[:, None] == np.arange(4)).astype(np.float32)
""", np.array([0, 3, 1])),
    sample("gather_rows", "def f(table, at):\n    return table[at] * 2 + np.take(table, at, axis=0)",
           floats(5, 3), np.array([4, 0, 2])),
    sample("covariance", """
def f(x):
    centred = x - x.mean(axis=0)
    return centred.T @ centred / (x.shape[0] - 1)
""", floats(10, 4)),
    sample("loop_over_rows", """
def f(x):
    best = x[0]
    for row in x:
        best = np.maximum(best, row)
    total = sum(row * weight for row, weight in zip(x, (1.0, 2.0, 3.0)))
    return best + total
""", floats(3, 4)),
    sample("norms", """
def f(x):
    unit = x / np.linalg.norm(x, axis=1, keepdims=True)
    return unit @ unit.T
""", floats(4, 5)),
    sample("gradient_step", """
def f(w, x, y):
    error = x @ w - y
    return w - 0.1 * (x.T @ error) / len(x)
""", floats(3), floats(8, 3, seed=1), floats(8, seed=2)),
    sample("turned_matrix_by_vector", "def f(x, v):\n    return x.T @ v", floats(8, 3), floats(8)),
    sample("reshape_and_join", """
def f(x):
    flat = x.reshape(x.shape[0], -1)
    return np.concatenate([flat, np.flip(flat, axis=1) if False else flat * 2], axis=1).T
""", floats(2, 3, 4)),
]  # fmt: skip
