"""The kernel's streams: waited for where something was written, and only there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import zmq
from ipykernel.iostream import IOPubThread
from jupyter_client.session import Session

from noodle_kernel.streams import Stream


class Seen:
    """What passes through a stream and the thread that sends."""

    def __init__(self, thread: Any, stream: Any) -> None:
        self.thread, self.stream = thread, stream
        self.scheduled = 0
        self.texts: list[str] = []
        self.is_waited_for: list[bool] = []
        schedule = thread.schedule

        def counting(work: Any) -> None:
            self.scheduled += 1
            schedule(work)

        thread.schedule = counting
        schedule(lambda: stream.register_hook(self.look))  # each thread has its own

    def look(self, message: Any) -> Any:
        self.texts.append(message["content"]["text"])
        self.is_waited_for.append(self.stream._flush_pending or self.stream._is_sending)
        return message

    def flush(self) -> int:
        """How often the thread was asked to do something."""
        before = self.scheduled
        self.stream.flush()
        return self.scheduled - before


@pytest.fixture
def seen() -> Iterator[Seen]:
    context: Any = zmq.Context()
    thread: Any = IOPubThread(context.socket(zmq.PUB))
    thread.start()
    stream: Any = Stream(Session(key=b""), thread, "stdout", watchfd=False)  # type: ignore[no-untyped-call]
    stream.flush_interval = 60.0  # so that nothing flushes but the test
    yield Seen(thread, stream)
    thread.stop()
    thread.close()
    context.term()


def test_only_what_was_written_is_waited_for(seen: Seen) -> None:
    assert seen.flush() == 0
    seen.stream.write("one")
    assert seen.flush() > 0 and seen.texts == ["one"]
    assert seen.flush() == 0


def test_what_is_being_sent_is_waited_for_too(seen: Seen) -> None:
    seen.stream.write("one")
    seen.flush()
    assert seen.is_waited_for == [True]


def test_where_widgets_are_it_waits_as_ipykernel_does(seen: Seen) -> None:
    seen.stream.is_patient = lambda: True
    assert seen.flush() > 0
