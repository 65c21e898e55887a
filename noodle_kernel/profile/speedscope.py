"""A profile in the file format of speedscope, which opens it at speedscope.app or offline.

The format: github.com/jlfwong/speedscope, src/lib/file-format-spec.ts: "sampled" profiles, one for
each thread, over shared frames. Samples are put together by stack, so their order is not that of
time.
"""

from __future__ import annotations

from typing import Any, Final

from noodle_kernel import __version__
from noodle_kernel.profile.tally import TIERS, Tally

SCHEMA: Final = "https://www.speedscope.app/file-format-schema.json"


def speedscope(tally: Tally, name: str) -> dict[str, Any]:
    """What can be written as JSON."""
    frames: dict[object, int] = {}
    described: list[dict[str, Any]] = []
    profiles: dict[str, dict[str, Any]] = {}

    def number_of(key: object, frame: dict[str, Any]) -> int:
        if key not in frames:
            frames[key] = len(described)
            described.append(frame)
        return frames[key]

    for (thread, tier, stack), seconds in sorted(tally.stacks.items()):
        places = [tally.frames.places[number] for number in stack]
        sample = [
            number_of(
                (place.key, place.native),
                {"name": place.function + (" (native)" if place.native else ""),
                 "file": place.source, "line": max(1, place.first_line)},
            )
            for place in places
        ] or [number_of(TIERS[tier], {"name": f"({TIERS[tier]})"})]  # fmt: skip
        profile = profiles.setdefault(thread, _empty(thread))
        profile["samples"].append(sample)
        profile["weights"].append(seconds)
        profile["endValue"] += seconds
    return {
        "$schema": SCHEMA,
        "shared": {"frames": described},
        "profiles": list(profiles.values()) or [_empty("cell")],
        "name": name,
        "activeProfileIndex": 0,
        "exporter": f"noodle@{__version__}",
    }


def _empty(thread: str) -> dict[str, Any]:
    return {"type": "sampled", "name": thread, "unit": "seconds", "startValue": 0, "endValue": 0.0,
            "samples": [], "weights": []}  # fmt: skip
