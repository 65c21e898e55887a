"""Layouts of random graphs: boxes apart, edges downwards, ports at the edges, always the same."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ahr.drawing.layered import GAP_X, Edge, Layout, layered

Size = tuple[float, float]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Size], list[Edge]]:
    count = draw(st.integers(1, 25))
    side = st.floats(2, 300)
    sizes = [(draw(side), draw(side)) for _ in range(count)]
    pairs = draw(st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))))
    places = draw(st.permutations(range(count)))
    edges = [
        Edge(places[low], places[high], draw(st.sampled_from([0.0, -sizes[places[low]][0] / 3])))
        for low, high in sorted(pairs) if low < high
    ]  # fmt: skip
    return sizes, edges


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_boxes_are_apart_and_edges_lead_down(drawn: tuple[list[Size], list[Edge]]) -> None:
    sizes, edges = drawn
    made = layered(sizes, edges)
    _check_boxes(sizes, made)
    for edge, route in zip(edges, made.routes, strict=True):
        (start_x, start), (end_x, end) = route[0], route[-1]
        assert start == pytest.approx(made.places[edge.source][1] + sizes[edge.source][1] / 2)
        assert end == pytest.approx(made.places[edge.target][1] - sizes[edge.target][1] / 2)
        assert start_x == pytest.approx(made.places[edge.source][0] + edge.source_dx)
        assert end_x == pytest.approx(made.places[edge.target][0] + edge.target_dx)
        assert end > start
        assert all(after >= before - 1e-6 for (_, before), (_, after) in pairwise(route))
    assert layered(sizes, edges) == made


def _check_boxes(sizes: list[Size], made: Layout) -> None:
    for (a, (ax, ay)), (b, (bx, by)) in combinations(enumerate(made.places), 2):
        apart_x = abs(ax - bx) - (sizes[a][0] + sizes[b][0]) / 2
        apart_y = abs(ay - by) - (sizes[a][1] + sizes[b][1]) / 2
        assert apart_x >= GAP_X - 1e-6 or apart_y >= -1e-6
    for (width, height), (x, y) in zip(sizes, made.places, strict=True):
        assert x - width / 2 >= -1e-6 and x + width / 2 <= made.width + 1e-6
        assert y - height / 2 >= -1e-6 and y + height / 2 <= made.height + 1e-6


def test_a_chain_is_a_line_and_a_diamond_is_even() -> None:
    sizes = [(60.0, 20.0)] * 4
    chain = layered(sizes, [Edge(0, 1), Edge(1, 2), Edge(2, 3)])
    assert {x for x, _ in chain.places} == {30.0}
    diamond = layered(sizes, [Edge(0, 1), Edge(0, 2), Edge(1, 3), Edge(2, 3)]).places
    assert diamond[0][0] == diamond[3][0] == (diamond[1][0] + diamond[2][0]) / 2


def test_what_is_passed_by_does_not_bend_the_main_line() -> None:
    made = layered([(60.0, 20.0)] * 4, [Edge(0, 1), Edge(1, 2), Edge(2, 3), Edge(0, 3)])
    assert {x for x, _ in made.places[1:3]} == {made.places[1][0]}
    lanes = made.routes[3][2:-2]
    assert len({x for x, _ in lanes}) == 1, "a long edge runs straight"


def test_crossings_that_need_not_be_are_undone() -> None:
    edges = [Edge(0, 5), Edge(1, 4), Edge(2, 3), Edge(3, 6), Edge(4, 6), Edge(5, 6)]
    places = layered([(40.0, 20.0)] * 7, edges).places
    upper = sorted(range(3), key=lambda box: places[box][0])
    assert [5 - box for box in upper] == sorted(range(3, 6), key=lambda box: places[box][0])


def test_ports_stand_at_the_edges() -> None:
    made = layered([(40.0, 20.0)] * 5, [Edge(0, 1), Edge(1, 2), Edge(3, 2), Edge(1, 4)],
                   first=[0, 3], last=[4])  # fmt: skip
    assert made.places[0][1] == made.places[3][1] == min(y for _, y in made.places)
    assert made.places[4][1] == max(y for _, y in made.places)


def test_a_cycle_is_refused() -> None:
    with pytest.raises(ValueError, match="cycle"):
        layered([(1.0, 1.0)] * 2, [Edge(0, 1), Edge(1, 0)])


def test_nothing_is_a_picture_too() -> None:
    assert layered([], []) == Layout(0.0, 0.0, [], [])
