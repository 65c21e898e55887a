"""Dicts and sets with int keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.values import Value

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering
    from nbc.native.lower.iterables import Sequence


def length(lowering: Lowering, value: Value) -> Value:
    return lowering.refuse("dicts stay on the VM")


def contains(lowering: Lowering, owner: Value, value: Value) -> str:
    return lowering.refuse("dicts stay on the VM")


def item(lowering: Lowering, owner: Value, key: Value) -> Value:
    return lowering.refuse("dicts stay on the VM")


def store_item(lowering: Lowering, owner: Value, key: Value, value: Value) -> None:
    lowering.refuse("dicts stay on the VM")


def keys(lowering: Lowering, value: Value) -> Sequence:
    return lowering.refuse("dicts stay on the VM")


def comprehend(lowering: Lowering, index: int, kind: str, iterable: Value) -> Value:
    return lowering.refuse(f"{kind} comprehensions stay on the VM")
