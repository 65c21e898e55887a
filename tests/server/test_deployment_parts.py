"""What deployments are made of, without a server: frames, the last minutes, lists as arrays."""

from __future__ import annotations

import asyncio
import contextlib
import io
import math
from typing import Any

import numpy as np
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noodle_server.deployments.frames import Frame, FrameError, Kind, receive, receive_now
from noodle_server.deployments.process import WorkerProcess
from noodle_server.deployments.recent import SECONDS, Recent
from noodle_server.deployments.worker.binary import array_from, bytes_of
from noodle_server.deployments.worker.lists import array_of, list_of
from noodle_server.errors import ApiError

FRAMES = st.builds(
    Frame, st.sampled_from(Kind), st.integers(0, 2**63),
    st.dictionaries(st.text(), st.integers() | st.text() | st.none(), max_size=3), st.binary(),
)  # fmt: skip
NUMBERS = st.lists(st.lists(st.integers(-(2**15), 2**15 - 1), min_size=2, max_size=2), min_size=1)


@given(st.lists(FRAMES, max_size=4))
def test_frames_come_as_they_were_sent(frames: list[Frame]) -> None:
    data = b"".join(each.encoded() + each.body for each in frames)
    read = io.BytesIO(data).read
    assert [receive_now(read) for _ in frames] == frames and receive_now(read) is None

    async def received() -> list[Frame | None]:
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        return [await receive(reader) for _ in range(len(frames) + 1)]

    assert asyncio.run(received()) == [*frames, None]


@given(FRAMES, st.integers(0, 40), st.integers(1, 255))
def test_a_damaged_frame_is_refused_or_another(frame: Frame, at: int, by: int) -> None:
    data = bytearray(frame.encoded() + frame.body)
    data[at % len(data)] ^= by
    with contextlib.suppress(FrameError):
        assert isinstance(receive_now(io.BytesIO(bytes(data)).read), Frame)
    for end in (1, len(data) // 2, len(data) - 1):
        with pytest.raises(FrameError):
            receive_now(io.BytesIO((frame.encoded() + frame.body)[:end]).read)


def test_frames_are_bounded() -> None:
    with pytest.raises(FrameError):
        Frame(Kind.INFER, 1, {"a": "x" * (1 << 20)}).encoded()


@given(st.lists(st.floats(1, 1e7), min_size=1, max_size=200))
def test_quantiles_are_within_a_twentieth(durations: list[float]) -> None:
    recent = Recent()
    for each in durations:
        recent.count_answer(10.5, (each, 0, each), 1, is_first=True)
    found = recent.shown(11.0, 60)["latency"]["total"]
    exact = sorted(durations)
    for name, part in (("p50_us", 0.5), ("p99_us", 0.99), ("max_us", 1.0)):
        expected = exact[math.ceil(part * len(exact)) - 1]
        assert found[name] == pytest.approx(expected, rel=0.05), name


def test_the_last_minutes_are_kept_and_no_more() -> None:
    recent = Recent()
    for second in range(2 * SECONDS):
        recent.count_arrival(second, 1 + second % 7)
        recent.count_answer(second + 0.1, (1000, 100, 500), 3, is_first=True)
        recent.count_answer(second + 0.1, (1000, 100, 500), 3, is_first=False)
    recent.count_error(2 * SECONDS - 1, "N7061")
    shown = recent.shown(2 * SECONDS, 10)
    assert (shown["requests"], shown["executions"], shown["samples"]) == (20, 10, 30)
    assert shown["throughput_per_s"] == 2 and shown["errors"] == {"N7061": 1}
    assert shown["batch_sizes"] == [{"at_most": 4, "executions": 10}]
    assert [each["ago_s"] for each in shown["seconds"]] == list(range(9, -1, -1))
    assert shown["seconds"][-1]["errors"] == 1 and shown["seconds"][0]["errors"] == 0
    assert max(each["at_work"] for each in shown["seconds"]) == 7
    assert len(recent._slots) == SECONDS
    later = recent.shown(10 * SECONDS, 60)
    assert later["requests"] == 0 and later["latency"]["total"]["p50_us"] is None


@given(NUMBERS, st.sampled_from(["f32", "f64", "i16", "i64", "f16"]))
def test_numbers_come_through_lists_and_bytes(values: list[list[int]], dtype: str) -> None:
    made = array_of(values, dtype, "x", "x", has_words=False)
    if dtype != "f16":
        assert list_of(made) == values
    again = array_from(bytes_of(made), dtype, list(made.shape), "x")
    assert again.dtype == made.dtype and np.array_equal(again, made)


@pytest.mark.parametrize(
    ("value", "dtype", "place"),
    [
        ([[1, 2], [3]], "f32", "x[1]"),
        ([[[1, 2], [3]], [[1, 2], [3, 4]]], "f32", "x[0][1]"),
        ([1, [2]], "f32", "x[1]"),
        ([1.5], "i32", "x[0]"),
        ([1, 2**40], "i32", "x[1]"),
        ([-1], "u8", "x[0]"),
        ([2**70], "i64", "x[0]"),
        ([1, 1e400], "f64", "x[1]"),
        ([[1, True]], "f32", "x[0][1]"),
        ([1], "bool", "x[0]"),
        ([True, 1], "bool", "x[1]"),
        (["a", 1], "str", "x[1]"),
        (["a"], "i64", "x[0]"),
        ([0.5, "inf"], "f32", "x[1]"),
        ([1, 2], "c64", "x"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place(value: Any, dtype: str, place: str) -> None:
    with pytest.raises(ApiError) as raised:
        array_of(value, dtype, "x", "x", has_words=True)
    assert raised.value.code == "N7063" and raised.value.details["place"] == place, raised.value


def test_what_json_has_no_numbers_for_are_words() -> None:
    words = ["NaN", "Infinity", "-Infinity", 1.5]
    made = array_of(words, "f32", "x", "x", has_words=False)
    assert np.isnan(made[0]) and list_of(made) == words
    texts = array_of(["ä", "𝒳"], "str", "x", "x", has_words=False)
    assert list_of(array_from(bytes_of(texts), "str", [2], "x")) == ["ä", "𝒳"]
    for damaged in (bytes_of(texts)[:-1], b"\x01\x00", b"\x01\x00\x00\x00\xff"):
        with pytest.raises(ApiError):
            array_from(damaged, "str", [1], "x")
    assert array_of([], "i64", "x", "x", has_words=False).dtype == np.int64


async def test_process_that_is_killed_leaves_nothing_that_waits() -> None:
    mine = asyncio.all_tasks()
    killed = await WorkerProcess._connected()
    for code in ("N7014", "N7064"):
        killed.kill(ApiError(code, "it used too much"))
    assert not killed.ended.done(), "not before it has ended"
    assert (await killed.ended).code == "N7014" and not psutil.pid_exists(killed.pid)
    assert asyncio.all_tasks() == mine

    beginning = asyncio.create_task(WorkerProcess.begin({}))
    while len(asyncio.all_tasks()) < len(mine) + 3:  # it listens to what was begun
        await asyncio.sleep(0.01)
    beginning.cancel()
    await asyncio.wait([beginning])
    assert beginning.cancelled() and asyncio.all_tasks() == mine
