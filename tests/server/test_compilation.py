"""Compilation over HTTP: waited for, looked up, refused with the place of the error."""

from __future__ import annotations

from typing import Any

Call = Any
PATH = "/api/v1/compilation"


async def test_compilation_is_waited_for(call: Call) -> None:
    source = "def f(a, b):\n    return (a * b).sum()\ny = f(x, x)"
    inputs = {"x": {"dtype": "f64", "shape": [3], "data": [1, 2, 3]}}
    found = await call("POST", PATH, {"source_code": source, "inputs": inputs, "execute": True},
                       params={"wait": "50"})  # fmt: skip
    assert found.status == 202 and found.body["status"] == "succeeded", found.body
    assert "RETURN" in found.body["compiled_code"]["disassembly"]
    assert found.body["execution_time"] > 0 and found.body["memory_usage"] > 1
    again = await call("GET", f"{PATH}/{found.body['job_id']}")
    assert again.body == found.body
    listed = await call("GET", PATH, params={"status": "succeeded"})
    assert [each["job_id"] for each in listed.body["items"]] == [found.body["job_id"]]
    assert (await call("POST", f"{PATH}/{found.body['job_id']}/cancel")).body == found.body

    wrong = await call("POST", PATH, {"source_code": "a: f64 = 'x'"}, params={"wait": "50"})
    assert wrong.body["status"] == "failed"
    assert wrong.body["error"]["span"]["start"] == [1, 9]
    assert "^" in wrong.body["error"]["rendered"]

    other = await call("POST", "/api/v1/jobs", {"kind": "noodle", "request": {"source_code": ""}})
    assert (await call("GET", f"{PATH}/{other.body['id']}")).status == 404


async def test_limits_of_the_request_are_those_of_the_api(call: Call) -> None:
    every: list[dict[str, Any]] = [
        {"timeout": 301}, {"memory_limit": 8193}, {"optimization_level": 4},
        {"optimization_level": 0}, {"timeout": 1.5}, {"inputs": []}, {"timeout": 0},
        {"memory_limit": 63}, {"optimization_level": True},
    ]  # fmt: skip
    for wrong in every:
        found = await call("POST", PATH, {"source_code": "", **wrong})
        assert found.status == 422, wrong
    assert (await call("POST", PATH, {"source_code": ""}, params={"wait": "61"})).status == 422


async def test_limits_hold_while_it_runs(call: Call) -> None:
    hungry = "kept = []\nwhile True:\n    kept.append(bytearray(5_000_000))"
    cases: list[tuple[dict[str, Any], str, str | None]] = [
        ({"source_code": "while True: pass", "timeout": 1}, "failed", "N7015"),
        ({"source_code": hungry, "memory_limit": 200, "timeout": 60}, "failed", "N7014"),
        ({"source_code": "x = 1", "memory_limit": 8192, "timeout": 300}, "succeeded", None),
    ]  # fmt: skip
    for given, status, code in cases:
        body = {**given, "execute": True}
        found = (await call("POST", PATH, body, params={"wait": "60"})).body
        assert found["status"] == status, found
        assert (found["error"] or {}).get("error_code") == code, found
        assert found["compiled_code"] is None or status == "succeeded"
