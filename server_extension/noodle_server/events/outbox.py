"""Writes events, in the transaction in which something happens: both are there, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select

from noodle_server.clock import now
from noodle_server.store.tables import EVENTS

_LOCK: Final = 0x4E4F4F44


def write_event(
    connection: Connection, topic: str, kind: str, owner_id: str, payload: Mapping[str, Any]
) -> None:
    """`payload` is JSON's values; `owner_id` says who may see it.

    Events are numbered in the order in which they become visible, which those who follow rely on:
    SQLite has one writer at a time, PostgreSQL is held to one until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    row = {"topic": topic, "kind": kind, "owner_id": owner_id, "payload": dict(payload),
           "at": now()}  # fmt: skip
    connection.execute(insert(EVENTS), row)  # not `values`: that is built anew each time
