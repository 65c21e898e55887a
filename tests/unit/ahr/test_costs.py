"""Parameters, multiply-accumulates and bytes: counted as by hand."""

from __future__ import annotations

from ahr.costs import for_lengths, node_costs
from ahr.graph import TensorSpec
from ahr.summary import summary
from ahr.trace import activations, layers, trace
from ahr.trace.tensor import Tensor


def _net(x: Tensor) -> Tensor:
    h = activations.relu(layers.conv2d(x, 16, 3, padding=1))
    return layers.linear(layers.global_avg_pool(h), 10, bias=False)


GRAPH = trace(_net, {"x": TensorSpec("f32", ("N", 3, 8, 8))}, name="net")


def test_a_convolution_is_counted_as_by_hand() -> None:
    conv, relu, *_ = node_costs(GRAPH)
    assert conv.parameters == 16 * 3 * 9 + 16
    assert conv.parameter_bytes == 4 * conv.parameters
    assert for_lengths(conv.macs) == 8 * 8 * 16 * 3 * 9
    assert for_lengths(conv.macs, {"N": 5}) == 5 * 8 * 8 * 16 * 3 * 9
    assert for_lengths(conv.activation_bytes) == 4 * 16 * 8 * 8
    assert (relu.parameters, relu.macs) == (0, 0)


def test_what_is_shared_is_counted_once() -> None:
    def net(x: Tensor) -> Tensor:
        y = layers.linear(x, 4)
        node = x.recording.builder.nodes[-1]
        again = x.recording.apply("linear", [y.name, *node.inputs[1:]], {})
        return Tensor(x.recording, again[0])

    graph = trace(net, {"x": TensorSpec("f32", ("N", 4))})
    assert summary(graph).parameters == 4 * 4 + 4
    assert [cost.parameters for cost in node_costs(graph)] == [20, 0]


def test_the_table_adds_up() -> None:
    made = summary(GRAPH)
    assert made.parameters == sum(row[3] for row in made.rows) == 16 * 3 * 9 + 16 + 10
    text = str(made)
    assert "net: 458 parameters" in text and "f32[N, 16, 8, 8]" in text
    assert made._repr_html_().count("<tr>") == 1 + len(GRAPH.nodes)
