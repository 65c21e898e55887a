"""Arguments of layers: what they must be, and the error that says so."""

from __future__ import annotations

from typing import Any


class WrongArgument(Exception):
    """An argument that a layer cannot take; the message says why."""


def whole(value: Any, name: str, least: int = 1) -> int:
    """A whole number; 256.0 is one."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if type(value) is not int or value < least:
        raise WrongArgument(f"{name} must be a whole number from {least} on, got {value!r}")
    return value


def part(value: Any, name: str) -> float:
    """A number from 0 to below 1."""
    if type(value) not in (int, float) or not 0 <= value < 1:
        raise WrongArgument(f"{name} must be a number from 0 to below 1, got {value!r}")
    return float(value)
