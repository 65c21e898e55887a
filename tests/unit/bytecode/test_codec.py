"""The .nbc container: it gives back what went in, and refuses what is damaged or strange."""

from __future__ import annotations

import hashlib
import math
import struct
from dataclasses import replace
from typing import Any

import pytest

from nbc.bytecode import MAGIC, Module, decode, encode
from nbc.bytecode.optable import NBC_VERSION
from nbc.errors import VerifyError
from tests.unit.bytecode.build import EVERYTHING, module


def again(value: Any) -> Any:
    return decode(encode(replace(EVERYTHING, constants={"k": value}))).constants["k"]


def code_of(data: bytes) -> str:
    with pytest.raises(VerifyError) as caught:
        decode(data)
    return caught.value.code


def signed(data: bytes) -> bytes:
    """The data with a digest that fits."""
    return data + hashlib.sha256(data).digest()


def test_round_trip() -> None:
    full = replace(EVERYTHING, types={"a": "f64[n]"}, metadata={"by": "a test"}, source="x\n\ud800")
    assert decode(encode(full)) == full
    assert decode(encode(full)).body.instructions[0].position == (2, 0, 2, 9)


@pytest.mark.parametrize(
    "value",
    [None, True, False, ..., 0, -1, 255, -256, 2**63, -(2**63) - 1, 10**5000, 1.5, -0.0, math.inf,
     1j, complex(-0.0, math.nan), "", "\ud800", "\0é", b"", b"\xff", (), (1, (None, "x"), b"y")],
    ids=lambda value: repr(value)[:20] if not isinstance(value, int) else f"int{value.bit_length()}",
)  # fmt: skip
def test_constants_come_back_exactly(value: Any) -> None:
    found = again(value)
    assert type(found) is type(value)
    if isinstance(value, float | complex):
        assert repr(found) == repr(value)
    else:
        assert found == value


def test_nan_keeps_its_bits() -> None:
    strange = struct.unpack("<d", bytes.fromhex("010203040506f87f"))[0]
    assert struct.pack("<d", again(strange)).hex() == "010203040506f87f"


def test_begins_with_the_magic_and_the_version() -> None:
    data = encode(EVERYTHING)
    assert data[:6] == MAGIC + NBC_VERSION.to_bytes(2, "little")


def test_refuses_what_is_no_container() -> None:
    for data in (b"", b"\x00nb", b"PK\x03\x04" * 40):
        assert code_of(data) == "N4001"


def test_refuses_later_versions_before_it_looks_at_the_rest() -> None:
    data = bytearray(encode(EVERYTHING))
    data[4] = 200
    assert code_of(bytes(data)) == "N4002"


def test_refuses_any_cut() -> None:
    data = encode(EVERYTHING)
    for size in range(len(data)):
        assert code_of(data[:size]) in ("N4001", "N4006")
    assert code_of(data + b"\0") == "N4006"


def test_refuses_nonsense_with_a_fitting_digest() -> None:
    body = encode(EVERYTHING)[:-32]
    for place in range(8, len(body)):
        for byte in (0x00, 0x7F, 0xFF):
            data = signed(body[:place] + bytes([byte]) + body[place + 1 :])
            try:
                found = decode(data)
            except VerifyError as error:
                assert error.code in ("N4001", "N4003", "N4006")
            else:
                assert isinstance(found, Module)


def test_refuses_missing_and_strange_sections() -> None:
    head = MAGIC + struct.pack("<HH", NBC_VERSION, 1)
    assert code_of(signed(MAGIC + struct.pack("<HH", NBC_VERSION, 0))) == "N4006"
    assert code_of(signed(head)) == "N4006"
    assert code_of(signed(head + struct.pack("<BI", 99, 0))) == "N4006"
    assert code_of(signed(head + struct.pack("<BI", 1, 2**31))) == "N4006"


def test_writes_each_text_once() -> None:
    one, many = module("NOP"), module("NOP", **{f"name_{i}": "global" for i in range(3)})
    assert encode(many).count(b"global") == encode(one).count(b"global") == 0
    assert encode(many).count(b"name_1") == 1
