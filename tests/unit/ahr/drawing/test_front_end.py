"""The live picture's program beside Python's: the same is seen, and boxes stand apart there too."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ahr.drawing import graph
from ahr.drawing.levels import Level, levels
from tests.unit.ahr.drawing.networks import digits, stack
from tests.unit.ahr.drawing.test_svg import _wild

FRONT_END = Path(__file__).parents[4] / "labextension"
BUNDLER = FRONT_END / "node_modules/esbuild/bin/esbuild"
ENTRY = """
import { readFileSync } from 'node:fs';
import { levels } from './src/models/levels';
import { scene } from './src/models/scene';

const answers = JSON.parse(readFileSync(0, 'utf8')).map(({ data, open, unrolled }) => {
  const opened = { open: new Set(open), unrolled: new Set(unrolled) };
  const found = [...levels(data, opened)].map(([name, level]) => [name, {
    members: [...level.members], entries: [...level.entries], exits: [...level.exits],
    edges: [...level.edges.values()].map(each => [each.source, each.target, each.port, [...each.shapes]])
  }]);
  const { boxes, wires, width, height } = scene(data, opened);
  return { levels: Object.fromEntries(found), boxes, wires, width, height };
});
console.log(JSON.stringify(answers));
"""

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not BUNDLER.exists(), reason="needs Node.js and `make widgets`"
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], Any]]:
    """What the program makes of networks with some of their groups open."""
    made = tmp_path_factory.mktemp("front_end") / "answers.mjs"
    options = ["--bundle", "--format=esm", "--platform=node", "--loader=ts", f"--outfile={made}"]
    subprocess.run([BUNDLER, *options], input=ENTRY, text=True, cwd=FRONT_END, check=True)
    questions = list(_questions())
    done = subprocess.run(["node", made], input=json.dumps(questions), text=True,
                          capture_output=True, check=True)  # fmt: skip
    return list(zip(questions, json.loads(done.stdout), strict=True))


def _questions() -> Any:
    chance = random.Random(4)
    for network in (digits(), stack(), *(_wild(count, count) for count in (9, 30, 77))):
        data = graph(network)
        names = [group["id"] for group in data["groups"]]
        blocks = [group["id"] for group in data["groups"] if group["kind"] == "repeat"]
        yield {"data": data, "open": names, "unrolled": []}
        yield {"data": data, "open": names, "unrolled": blocks}
        for _ in range(3):
            some = [name for name in names if chance.random() < 0.7]
            yield {"data": data, "open": some, "unrolled": []}
            yield {"data": data, "open": some, "unrolled": [b for b in blocks if b in some]}


def test_the_same_is_seen_as_in_the_still_picture(answers: Any) -> None:
    for question, answer in answers:
        if not question["unrolled"]:
            wanted = levels(question["data"], question["open"])
            assert answer["levels"] == {name or "": _plain(each) for name, each in wanted.items()}


def test_unrolled_blocks_show_every_node(answers: Any) -> None:
    for question, answer in answers:
        groups = question["data"]["groups"]
        blocks = [group["id"] for group in groups if group["kind"] == "repeat"]
        if len(question["open"]) == len(groups) and question["unrolled"] == blocks:
            ids = {box["id"] for box in answer["boxes"] if box["kind"] != "frame"}
            assert ids == {each["id"] for each in question["data"]["nodes"] if not each["minor"]}


def test_boxes_are_apart_and_wires_lead_down(answers: Any) -> None:
    for _, answer in answers:
        boxes = answer["boxes"]
        for at, one in enumerate(boxes):
            assert one["x"] >= -1e-6 and one["x"] + one["width"] <= answer["width"] + 1e-6
            assert one["y"] >= -1e-6 and one["y"] + one["height"] <= answer["height"] + 1e-6
            for other in boxes[at + 1 :]:
                assert _apart(one, other) or (one["kind"] == "frame" and _inside(other, one))
        for wire in answer["wires"]:
            heights = [y for _, y in wire["points"]]
            assert all(
                low >= high - 1e-6 for high, low in pairwise(heights)
            ) and heights[-1] > heights[0]  # fmt: skip


def _plain(level: Level) -> dict[str, Any]:
    named = {port: f"{port[0]}.{port[1]}" for port in (*level.entries, *level.exits)}
    return {
        "members": list(level.members),
        "entries": [named[port] for port in level.entries],
        "exits": [named[port] for port in level.exits],
        "edges": [
            [source, target, None if port is None else f"{port[0]}.{port[1]}", list(shapes)]
            for (source, target, port), shapes in level.edges.items()
        ],
    }


def _apart(one: Any, other: Any) -> bool:
    return any(
        first[side] + first[size] <= second[side] + 1e-6
        for first, second in ((one, other), (other, one))
        for side, size in (("x", "width"), ("y", "height"))
    )


def _inside(inner: Any, outer: Any) -> bool:
    return all(
        outer[side] <= inner[side] and inner[side] + inner[size] <= outer[side] + outer[size]
        for side, size in (("x", "width"), ("y", "height"))
    )
