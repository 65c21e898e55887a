"""Texts, signals, graphs and pictures."""

import numpy as np
from numba import njit, prange


def crc16(data, poly=0x8408):
    """The CRC-16-CCITT of bytes."""
    crc = 0xFFFF
    for b in data:
        current = 0xFF & b
        for i in range(8):
            if (crc & 0x0001) ^ (current & 0x0001):
                crc = (crc >> 1) ^ poly
            else:
                crc >>= 1
            current >>= 1
    crc = ~crc & 0xFFFF
    crc = (crc << 8) | ((crc >> 8) & 0xFF)
    return crc & 0xFFFF


def crc16_inputs(rng, n):
    return (rng.integers(0, 256, n).astype(np.uint8),)


def match(b1, b2):
    if b1 + b2 == 3:
        return 1
    return 0


def nussinov(n, seq):
    """How many bases of an RNA can pair, by dynamic programming."""
    table = np.zeros((n, n), np.int32)
    for i in range(n - 1, -1, -1):
        for j in range(i + 1, n):
            if j - 1 >= 0:
                table[i, j] = max(table[i, j], table[i, j - 1])
            if i + 1 < n:
                table[i, j] = max(table[i, j], table[i + 1, j])
            if j - 1 >= 0 and i + 1 < n:
                if i < j - 1:
                    table[i, j] = max(table[i, j], table[i + 1, j - 1] + match(seq[i], seq[j]))
                else:
                    table[i, j] = max(table[i, j], table[i + 1, j - 1])
            for k in range(i + 1, j):
                table[i, j] = max(table[i, j], table[i, k] + table[k + 1, j])
    return table


def nussinov_inputs(rng, n):
    return n, rng.integers(0, 4, n).astype(np.int32)


def floyd_warshall(path):
    for k in range(path.shape[0]):
        path[:] = np.minimum(path[:], np.add.outer(path[:, k], path[k, :]))


def floyd_warshall_inputs(rng, n):
    return (rng.integers(1, 1000, (n, n)).astype(np.int32),)


def deriche(alpha, picture):
    """A recursive edge filter: along rows both ways, then along columns both ways."""
    k = (1.0 - np.exp(-alpha)) ** 2 / (1.0 + alpha * np.exp(-alpha) - np.exp(2.0 * alpha))
    a1 = k
    a2 = k * np.exp(-alpha) * (alpha - 1.0)
    a3 = k * np.exp(-alpha) * (alpha + 1.0)
    a4 = -k * np.exp(-2.0 * alpha)
    b1 = 2.0 ** (-alpha)
    b2 = -np.exp(-2.0 * alpha)
    y1 = np.empty_like(picture)
    y2 = np.empty_like(picture)
    n, m = picture.shape

    y1[:, 0] = a1 * picture[:, 0]
    y1[:, 1] = a1 * picture[:, 1] + a2 * picture[:, 0] + b1 * y1[:, 0]
    for j in range(2, m):
        y1[:, j] = (
            a1 * picture[:, j] + a2 * picture[:, j - 1] + b1 * y1[:, j - 1] + b2 * y1[:, j - 2]
        )
    y2[:, -1] = 0.0
    y2[:, -2] = a3 * picture[:, -1]
    for j in range(m - 3, -1, -1):
        y2[:, j] = (
            a3 * picture[:, j + 1] + a4 * picture[:, j + 2] + b1 * y2[:, j + 1] + b2 * y2[:, j + 2]
        )
    between = y1 + y2

    y1[0, :] = a1 * between[0, :]
    y1[1, :] = a1 * between[1, :] + a2 * between[0, :] + b1 * y1[0, :]
    for i in range(2, n):
        y1[i, :] = (
            a1 * between[i, :] + a2 * between[i - 1, :] + b1 * y1[i - 1, :] + b2 * y1[i - 2, :]
        )
    y2[-1, :] = 0.0
    y2[-2, :] = a3 * between[-1, :]
    for i in range(n - 3, -1, -1):
        y2[i, :] = (
            a3 * between[i + 1, :] + a4 * between[i + 2, :] + b1 * y2[i + 1, :] + b2 * y2[i + 2, :]
        )
    return y1 + y2


def deriche_inputs(rng, n, m):
    return 0.25, rng.random((n, m))


def stockham_fft(n, radix, stages, x, y):
    """The fast Fourier transform of radix**stages values, in order at every stage."""
    i, j = np.mgrid[0:radix, 0:radix]
    dft = np.exp(-2.0j * np.pi * i * j / radix)
    for stage in range(stages):
        stride = radix**stage
        rest = n // (radix * stride)
        blocks = np.reshape(y if stage else x, (radix, rest, stride))
        s = np.arange(rest)
        twiddle = np.exp(-2.0j * np.pi * np.arange(radix)[:, None] * s[None, :] / (radix * rest))
        mixed = (dft @ np.reshape(blocks, (radix, rest * stride))).reshape((radix, rest, stride))
        mixed = mixed * twiddle[:, :, None]
        y[:] = np.reshape(np.transpose(mixed, (1, 0, 2)), n)


def stockham_fft_inputs(rng, radix, stages):
    n = radix**stages
    return n, radix, stages, rng.random(n) + 1j * rng.random(n), np.zeros(n, dtype=np.complex128)


@njit(parallel=True, fastmath=True)
def local_sums(x, width):
    n = x.shape[0] - width + 1
    out = np.zeros(n)
    for i in prange(n):
        total = 0.0
        for k in range(width):
            total += x[i + k] * x[i + k]
        out[i] = np.sqrt(total)
    return out


def local_sums_inputs(rng, n, width):
    return rng.random(n), width


def sobel(picture):
    gx = (
        picture[:-2, 2:]
        - picture[:-2, :-2]
        + 2.0 * (picture[1:-1, 2:] - picture[1:-1, :-2])
        + picture[2:, 2:]
        - picture[2:, :-2]
    )
    gy = (
        picture[2:, :-2]
        - picture[:-2, :-2]
        + 2.0 * (picture[2:, 1:-1] - picture[:-2, 1:-1])
        + picture[2:, 2:]
        - picture[:-2, 2:]
    )
    return np.sqrt(gx**2 + gy**2)


def sobel_inputs(rng, n, m):
    return (rng.random((n, m)),)


def levenshtein_rows(a, b):
    """Edit distances by whole rows where they allow it."""
    previous = np.arange(b.size + 1)
    for i in range(a.size):
        current = np.empty_like(previous)
        current[0] = i + 1
        current[1:] = np.minimum(previous[1:] + 1, previous[:-1] + (b != a[i]))
        for j in range(1, b.size + 1):
            if current[j - 1] + 1 < current[j]:
                current[j] = current[j - 1] + 1
        previous = current
    return previous[-1]


def levenshtein_rows_inputs(rng, n):
    return rng.integers(0, 4, n), rng.integers(0, 4, n)


def grey_histogram(picture):
    """A picture with its histogram made even."""
    counts = np.zeros(256, dtype=np.int64)
    for i in range(picture.shape[0]):
        for j in range(picture.shape[1]):
            counts[picture[i, j]] += 1
    share = np.cumsum(counts) / picture.size
    levels = np.floor(255.0 * share).astype(np.uint8)
    return levels[picture]


def grey_histogram_inputs(rng, n, m):
    return ((rng.random((n, m)) ** 2 * 256).astype(np.uint8),)


def collatz(n):
    longest = 0
    best = 0
    for start in range(1, n):
        value = start
        steps = 0
        while value != 1:
            value = 3 * value + 1 if value % 2 else value // 2
            steps += 1
        if steps > longest:
            longest = steps
            best = start
    return best, longest


def collatz_inputs(rng, n):
    return (n,)
