"""What can be given, what is said of it, and what is refused, with its place."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import ahr
from ahr.graph import Graph, TensorSpec
from ahr.models import Model
from ahr.ops import lookup
from ahr.trm import transpile
from nbc import Session, SourceError
from nbc.errors import ModelError

FACTOR = 2.5
TABLE = np.array([1.0, 2.0, 4.0], np.float32)


def scaled(x: Any) -> Any:
    return x * FACTOR + TABLE


def around(x: Any) -> Any:
    # A remark.
    return np.tanh(scaled(x)) * math.pi


class Holder:
    def method_like(x, y):  # type: ignore[no-untyped-def]
        return x + y  # behind indentation


X = np.array([[0.5, -1.0, 2.0]], np.float32)


@pytest.mark.parametrize("target", ["numpy", "torch", "onnx", "trm"])
def test_live_functions_bring_what_they_use(target: str) -> None:
    made = transpile(around, target, inputs={"x": X})
    np.testing.assert_allclose(made.run(X), around(X), rtol=1e-5)
    if target == "numpy":
        assert "# A remark." in str(made) and "FACTOR = 2.5" in str(made)


def test_live_functions_as_noodle() -> None:
    made = transpile(around, "noodle", inputs={"x": "f32[N, 3]"})
    assert "x: f32[N, 3]" in str(made)
    np.testing.assert_allclose(made.run(X), around(X), rtol=1e-6)


def test_closures_and_indented_functions() -> None:
    factor = 3.0

    def inner(x: Any) -> Any:
        return x * factor

    np.testing.assert_allclose(transpile(inner, "trm", inputs={"x": X}).run(X), X * 3)
    made = transpile(Holder.method_like, "trm", inputs={"x": X, "y": X})
    np.testing.assert_allclose(made.run(X, X), X + X)


def test_functions_of_noodle_cells() -> None:
    session = Session()
    session.run("def f(x: f32[N, 3]) -> f32[N, 3]:\n    return sqrt(abs(x)) + f32(1)\n")
    for target in ("numpy", "torch", "noodle"):
        made = transpile(session["f"], target)
        np.testing.assert_allclose(made.run(X), np.sqrt(np.abs(X)) + 1, rtol=1e-6)


NOODLE = """
def total(x: f64[N], scale: f32, deep: i64 = 2) -> f64:
    # Adds up.
    result: f64 = 0
    half: f32 = 0.5
    for i in parallel(len(x)):
        result += sqrt(x[i] * x[i]) * scale  # size
    return result + floor(2.7) + log(8, 2) + half + bigint(deep)
"""


def test_noodle_text_as_plain_numpy() -> None:
    made = transpile(NOODLE, "numpy")
    text = str(made)
    for part in ("# x: f64[N], scale: f32, deep: i64 -> f64\n", "def total(x, scale, deep=2):",
                 "scale = np.float32(scale)", "result = float(0)", "half = np.float32(0.5)",
                 "range(len(x))", "np.sqrt", "# size", "int(deep)"):  # fmt: skip
        assert part in text
    x = np.array([1.0, -2.0])
    session = Session()
    session.run(NOODLE)
    assert made.run(x, 0.1) == pytest.approx(session["total"](x, np.float32(0.1)), rel=1e-12)
    assert made.notes == ("loops marked as parallel run one round after the other",)


def test_noodle_is_annotated_with_what_is_known() -> None:
    text = "def f(x, y):\n    '''Doc.'''\n    return (x @ y).sum(axis=0)\n"
    made = transpile(text, "noodle", inputs={"x": "f32[4, 8]", "y": np.ones((8, 3), np.float32)})
    assert "def f(x: f32[4, 8], y: f32[8, 3]) -> f32[3]:" in str(made)


def test_text_that_noodle_refuses() -> None:
    with pytest.raises(SourceError):
        transpile("def f(x: f32[2, 3], y: f32[4]):\n    return x @ y\n", "noodle")
    with pytest.raises(SourceError):
        transpile("def f(x:\n", "numpy")


NETWORKS = {
    "mlp": ("f32[N, 8]", "return softmax(linear(relu(linear(x, 16)), 3))"),
    "cnn": ("f32[N, 3, 12, 12]", """
    x = relu(batch_norm(conv2d(x, 8, 3, padding="same", stride=2, bias=False)))
    x = max_pool2d(x, 2, stride=1, padding=1)
    x = gelu(conv2d(x, 8, (1, 3), groups=4, dilation=2, name="narrow"))
    return linear(global_avg_pool(x).reshape(x.shape[0], -1), 5)"""),
    "residual": ("f32[N, 6]", """
    for _ in range(2):
        x = x + tanh(linear(layer_norm(x), 6))
    return rms_norm(x, epsilon=1e-6) * 0.5"""),
    "decoder": ("f32[N, 4, 5]", """
    x = elu(conv_transpose1d(x, 6, 3, stride=2, output_padding=1), alpha=0.5)
    x = avg_pool1d(group_norm(x, 3), 2)
    return x.transpose(0, 2, 1).mean(axis=1, keepdims=True)"""),
    "words": ("i64[N, 7]", """
    x = dropout(embedding(x, 20, 6), 0.1)
    scores = x @ x.transpose(0, 2, 1) / 2.0
    return softmax(scores) @ x"""),
    "blocks": ("f32[N, 4]", """
    def block(x):
        return silu(linear(x, 4))
    return np.concatenate([block(x), block(x) ** 2], axis=1)"""),
}  # fmt: skip


def network(name: str) -> str:
    spec, body = NETWORKS[name]
    body = body if body.startswith("\n") else f"\n    {body}"
    return f"import numpy as np\n\n@model\ndef net(x: {spec}):{body}\n"


def known(graph: Graph) -> Any:
    """A graph without the names of its values: what must be equal."""
    places: dict[str, Any] = {name: ("input", name, graph.specs[name]) for name in graph.inputs}
    places |= {name: ("parameter", name, each) for name, each in graph.parameters.items()}
    places |= {
        name: ("constant", str(each.dtype), each.shape, each.tobytes())
        for name, each in graph.constants.items()
    }  # fmt: skip
    for at, node in enumerate(graph.nodes):
        places |= {name: (at, out) for out, name in enumerate(node.outputs)}
    return [
        (node.op, [places[name] if name else None for name in node.inputs],
         {**lookup(node.op).attributes, **node.attributes},
         [graph.specs[name] for name in node.outputs])
        for node in graph.nodes
    ], [places[name] for name in graph.outputs]  # fmt: skip


def sample_of(graph: Graph) -> Any:
    spec = graph.specs[graph.inputs[0]]
    shape: Any = [2 if isinstance(each, str) else each for each in spec.dims or ()]
    random = np.random.default_rng(3)
    if spec.dtype == "i64":
        return random.integers(0, 9, shape)
    return random.standard_normal(shape).astype(np.float32)


@pytest.mark.parametrize("name", NETWORKS)
def test_networks_read_back_from_noodle_are_equal(name: str) -> None:
    model = transpile(network(name), "trm").model
    assert model is not None
    text = transpile(model, "noodle").text
    read = transpile(text, "trm").model
    assert read is not None and known(read.graph) == known(model.graph)
    assert transpile(read, "noodle").text == text


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("target", ["noodle", "numpy", "torch", "keras", "onnx", "trm"])
def test_networks_give_the_same_everywhere(name: str, target: str) -> None:
    model = transpile(network(name), "trm").model
    assert model is not None
    x = sample_of(model.graph)
    made = transpile(model, target)
    np.testing.assert_allclose(made.run(x), model(x), rtol=1e-4, atol=1e-5)


def test_model_functions_keep_their_text_as_noodle() -> None:
    made = transpile(network("mlp"), "noodle")
    assert str(made) == network("mlp")
    assert isinstance(made.load(), Model)
    assert transpile(network("mlp"), "numpy").notes


def test_targets_with_weights_or_without(tmp_path: Any) -> None:
    made = transpile(network("mlp"), "onnx")
    assert made.text is None and made.data and "no weights" in made.notes[0]
    made.save(tmp_path / "net.onnx")
    assert (tmp_path / "net.onnx").read_bytes() == made.data
    trained = ahr.Model(made.model.graph).init(5)  # type: ignore[union-attr]
    assert transpile(trained, "numpy").notes == ()


REFUSED = [
    ("def f(x: f32[N]):\n    while x.sum() > 0:\n        x = x - 1\n    return x\n", (2, 10), "true"),
    ("def f(x: f32[N]):\n    for each in x:\n        x = each\n    return x\n", (2, 16), "length"),
    ("def f(x: f32[4]):\n    if x.sum() > 0:\n        raise ValueError\n    return x\n", (2, 7), "true"),
    ("def f(x: f32[4]):\n    return np.fft.fft(x)\n", (2, 11), "fft"),
    ("def f(x: f32[4]):\n    return x.splendid()\n", (2, 11), "splendid"),
    ("def f(x: f32[4]):\n    y = x[1:]\n    x[0] = 1\n    return x.sum() + y\n", (4, 11), "other name"),
    ("def f(x: f32[4]):\n    y = x\n    y[0] = 1\n    return x + y\n", (4, 11), "other name"),
    ("def f(x: f32[4]):\n    y = np.zeros(4)\n    z = y\n    y[0] = x[0]\n    return y + z\n", (4, 4),
     "another name"),
    ("def f(x: f32[4]):\n    y = x.reshape(2, 2)\n    y[0, 0] = 7\n    return x\n", None, "other name"),
    ("def f(x: f32[4]):\n    y = x.copy()\n    z = y\n    if x[0] > 0:\n        y[0] = 1\n    return z + y\n",
     (6, 11), "other name"),
    ("def f(x: f32[N]):\n    x[0] = 1\n    return x\n", (2, 4), "not known"),
    ("def f(x):\n    return x\n", (1, 6), "'x'"),
    ("def f(x: f32[4]):\n    return 3\n", None, "must return"),
    ("def f(x: f32[4]):\n    return [1, 2][7] + x\n", (2, 11), "IndexError"),
    ("def f(x: f32[4]):\n    return x if x.sum() > 0 else 'no'\n", (2, 11), "choice"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "said"), REFUSED)
def test_what_cannot_be_traced_is_told_at_its_place(text: str, start: Any, said: str) -> None:
    with pytest.raises(ModelError) as raised:
        transpile(f"{text}", "torch")
    error = raised.value
    assert error.code == "N6014" and said in error.message
    assert start is None or (error.span is not None and error.span.start == start)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def f(x):\n    return unknown(x)\n", "unknown is not known"),
        ("def f(x):\n    return conv2d\n", "layer"),
    ],
)
def test_what_has_no_numpy_is_told(text: str, said: str) -> None:
    with pytest.raises(ModelError, match=said) as raised:
        transpile(text, "numpy")
    assert raised.value.code == "N6014" and raised.value.span is not None


def test_shapes_that_do_not_fit_keep_their_code() -> None:
    with pytest.raises(ModelError) as raised:
        transpile("def f(x: f32[2, 3]):\n    return x @ x\n", "onnx")
    assert raised.value.code == "N6001" and raised.value.span is not None
    assert raised.value.span.start == (2, 11)


def test_arguments_that_are_wrong() -> None:
    for source, options, said in (
        ("def f(x: f32[2]):\n    return x\n", {"to": "fortran"}, "no target"),
        ("x = 3", {"to": "numpy"}, "no function"),
        ("def f(x):\n    return x\n", {"to": "numpy", "name": "g"}, "no function 'g'"),
        ("def f(x: f32[2]):\n    return x\n", {"to": "trm", "inputs": {"z": X}}, "no argument 'z'"),
        (3, {"to": "numpy"}, "int cannot"),
        (len, {"to": "numpy"}, "cannot"),
        (lambda x: x, {"to": "numpy"}, "name|known"),
    ):
        with pytest.raises(ModelError, match=said) as raised:
            transpile(source, **options)
        assert raised.value.code == "N6014"


def test_an_op_that_a_target_lacks_is_another_error() -> None:
    text = "from ahr.trm import tensor\n\ndef f(x: f32[1, 4, 6, 6]):\n    return tensor.lrn(x)\n"
    with pytest.raises(ModelError, match="lrn") as raised:
        transpile(transpile(text, "trm").model, "numpy")
    assert raised.value.code == "N6012"


def test_other_values_of_inputs_are_fixed() -> None:
    text = "def f(x, times, shift=1.0):\n    for _ in range(times):\n        x = x * 2 + shift\n    return x\n"
    made = transpile(text, "trm", inputs={"x": TensorSpec("f32", ("N",)), "times": 3})
    assert made.model is not None and made.model.graph.inputs == ("x",)
    np.testing.assert_allclose(made.run(X[0]), X[0] * 8 + 7)


def test_only_what_the_function_needs_is_run() -> None:
    text = "SIZE = 3\nraise SystemExit\n\ndef other(x):\n    return SIZE * x\n\ndef f(x: f32[N]):\n    return other(x)\n\ndef g(x: f32[N]):\n    return x\n"
    made = transpile(text, "trm", name="f")
    np.testing.assert_allclose(made.run(X[0]), X[0] * 3)
    assert transpile(text, "trm").name == "g"


def test_ahr_has_it_and_imports_it_when_it_is_used() -> None:
    program = "import sys, ahr; print('ahr.trm' in sys.modules, ahr.trm.transpile.__name__)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "transpile"]
