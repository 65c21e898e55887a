"""Still pictures: well-formed, escaped, nothing on top of anything else; large networks too."""

from __future__ import annotations

import time
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ahr.building import GraphBuilder
from ahr.drawing import graph
from ahr.drawing.scene import Scene, scene
from ahr.drawing.svg import svg
from ahr.graph import Graph, TensorSpec
from tests.unit.ahr.drawing.networks import DEPTH, digits, stack

SPEC = TensorSpec("f32", ("N", 4))
SPACE = "{http://www.w3.org/2000/svg}"


def _wild(count: int, seed: int) -> Graph:
    """Sums of values from anywhere before."""
    builder = GraphBuilder("wild")
    values = [builder.input("x", SPEC)]
    for number in range(count):
        others = [values[(number * 7 + seed) % len(values)], values[-1 - number % len(values) // 3]]
        op = ("add", "sub", "mul")[(number * seed) % 3]
        values += builder.apply(op, others, path=("s", f"t{number // 9}") if number % 4 else ())
    return builder.finish([values[-1]])


def _check(made: Scene) -> None:
    """Frames hold what is in them; other boxes are apart."""
    for one, other in combinations(made.boxes, 2):
        apart = (
            one.x + one.width <= other.x + 1e-6 or other.x + other.width <= one.x + 1e-6
            or one.y + one.height <= other.y + 1e-6 or other.y + other.height <= one.y + 1e-6
        )  # fmt: skip
        inside = one.kind == "frame" and (
            one.x <= other.x and other.x + other.width <= one.x + one.width
            and one.y <= other.y and other.y + other.height <= one.y + one.height
        )  # fmt: skip
        assert apart or inside, (one, other)
    assert all(wire.points[-1][1] > wire.points[0][1] for wire in made.wires)


@pytest.mark.parametrize("network", [digits(), stack()], ids=lambda each: each.name)
def test_a_picture_is_well_formed_and_shows_all(network: Graph) -> None:
    made = scene(graph(network))
    _check(made)
    root = ElementTree.fromstring(svg(made, network.name))
    texts = [each.text for each in root.iter(f"{SPACE}text")]
    assert "x" in texts and "output" in texts and "linear" in texts
    assert (f"block × {DEPTH}" in texts) == (network.name == "stack")
    assert all(group.find(f"{SPACE}title") is not None for group in root.findall(f"{SPACE}g")
               if group.find(f"{SPACE}rect") is not None)  # fmt: skip
    assert not {each.tag for each in root.iter()} & {f"{SPACE}script", f"{SPACE}style"}


def test_a_closed_block_is_one_box() -> None:
    made = scene(graph(stack()), opened=())
    assert [box.kind for box in made.boxes].count("group") == 1
    assert len(made.boxes) == 6 and not [box for box in made.boxes if box.kind == "frame"]
    _check(made)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(0, 50), st.data())
def test_any_groups_may_be_open(count: int, seed: int, drawn: st.DataObject) -> None:
    data = graph(_wild(count, seed))
    names = [group["id"] for group in data["groups"]]
    opened = drawn.draw(st.sets(st.sampled_from(names)) if names else st.just(set()))
    _check(scene(data, opened))


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", 'a"b&c', "\x00\x1b[31m", "\ud800"])
def test_names_are_escaped(name: str) -> None:
    builder = GraphBuilder(name)
    value = builder.input(name, SPEC)
    for number in range(3):
        (value,) = builder.apply("relu", [value], name=f"{name}{number}", path=(name,))
    made = svg(scene(graph(builder.finish([value]))), name)
    root = ElementTree.fromstring(made)
    assert f"{SPACE}script" not in {each.tag for each in root.iter()}
    shown = "".join(root.itertext())
    assert (name in shown) == name.isprintable()
    made.encode()


def test_long_names_are_shortened() -> None:
    builder = GraphBuilder("g")
    value = builder.input("long" * 40, SPEC)
    made = scene(graph(builder.finish(list(builder.apply("relu", [value])))))
    assert max(box.width for box in made.boxes) < 300


def test_a_thousand_nodes_are_drawn_in_time() -> None:
    """What has no groups of its own is cut into sections, so that it can be read."""
    started = time.process_time()
    data = graph(_wild(1500, 3))
    made = scene(data)
    size = len(svg(made, "wild"))
    assert time.process_time() - started < 10
    assert len(made.boxes) < 400 and size < 500_000
