"""Freed blocks that are kept for the next: of about the same size, cleared where asked, bounded."""

from __future__ import annotations

import ctypes
import threading

from nbc.native.llvm import support_address

KB, MB = 1 << 10, 1 << 20
KEPT_BYTES = 128 * MB
CTX_WORDS = 100

Context = ctypes.Array[ctypes.c_int64]
new = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64)(
    support_address("noodle_alloc")
)
release = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(
    support_address("noodle_release")
)


def context() -> Context:
    return (ctypes.c_int64 * CTX_WORDS)()


def data_of(block: int) -> int:
    """The second word of a Buffer."""
    address: int = ctypes.cast(block, ctypes.POINTER(ctypes.c_int64))[1]
    return address


def test_a_block_is_used_again() -> None:
    ctx = context()
    for size_bytes in 40 * KB, MB, 100 * MB:
        block = new(ctx, size_bytes, 0)
        release(ctx, block)
        again = new(ctx, size_bytes - 64, 0)
        assert again == block
        assert data_of(again) % 64 == 0
        release(ctx, again)


def test_a_block_is_not_used_for_much_less_or_for_more() -> None:
    ctx = context()
    block = new(ctx, 3 * MB, 0)
    release(ctx, block)
    others = [new(ctx, size, 0) for size in (MB, 4 * MB)]
    assert block not in others
    for other in others:
        release(ctx, other)


def test_zeroed_blocks_are_cleared() -> None:
    ctx = context()
    for size_bytes in 32 * KB, 300_000, 8 * MB:
        block = new(ctx, size_bytes, 0)
        ctypes.memset(data_of(block), 255, size_bytes)
        release(ctx, block)
        cleared = new(ctx, size_bytes, 1)
        assert not any(ctypes.string_at(data_of(cleared), size_bytes))
        release(ctx, cleared)


def test_what_is_kept_is_bounded() -> None:
    ctx = context()
    blocks = [new(ctx, 16 * MB, 0) for _ in range(12)]
    for block in blocks:
        release(ctx, block)
    count = KEPT_BYTES // (16 * MB)
    kept = [new(ctx, 16 * MB, 0) for _ in range(count)]
    assert kept == blocks[-count:][::-1]
    for block in kept:
        release(ctx, block)


def test_threads_do_not_share_a_block() -> None:
    seen: list[int] = []

    def work() -> None:
        ctx = context()
        for _ in range(300):
            block = new(ctx, 64 * KB, 0)
            data = data_of(block)
            mark = threading.get_ident() & 255
            ctypes.memset(data, mark, 64)
            seen.append(int(ctypes.string_at(data, 64) == bytes([mark]) * 64))
            release(ctx, block)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(seen) and len(seen) == 1200
