"""Neural-DSL: what its layers become, its settings, and its errors with their places."""

from __future__ import annotations

import os

import numpy as np
import pytest

from ahr.models import Model
from ahr.trm import TARGETS, transpile
from ahr.trm.neural import is_neural, read_neural
from ahr.trm.neural.layers import ROWS
from nbc.errors import ModelError

DIGITS = """
# A network for small images.
network Digits {
  input: (8, 8, 1)
  layers:
    Conv2D(filters=6, kernel_size=(3,3), activation="relu")   // 6 x 6
    maxpooling2d(pool_size=2)
    FLATTEN()
    Dense(16, "relu") * 2
    Dropout(0.5)
    Output(10, "softmax")
  loss: "sparse_categorical_crossentropy"
  optimizer: Adam(learning_rate=0.01, beta_1=0.8)
  train {
    epochs: 4
    batch_size: 16
    validation_split: 0.25
    search_method: "random"
  }
  execution { device: "cpu" }
}
"""


def network(layers: str, shape: str = "(8, 8, 3)", rest: str = "") -> Model:
    return read_neural(f"network Net {{\n  input: {shape}\n  layers:\n    {layers}\n  {rest}\n}}\n")


def output_of(layers: str, shape: str = "(8, 8, 3)") -> str:
    graph = network(layers, shape).graph
    return str(graph.specs[graph.outputs[0]])


def test_is_the_model_that_a_function_makes() -> None:
    function = """
    @model
    def Digits(x: f32[N, 1, 8, 8]):
        x = max_pool2d(relu(conv2d(x, 6, 3)), 2)
        x = relu(linear(x.reshape(x.shape[0], -1), 16))
        x = relu(linear(x, 16))
        return softmax(linear(dropout(x, 0.5), 10))
    """
    written = transpile(transpile(function, "trm").model, "noodle")
    assert transpile(DIGITS, "noodle").text == written.text


def test_training_settings_are_those_of_fit() -> None:
    read = read_neural(DIGITS)
    assert read.metadata["training"] == {
        "loss": "cross_entropy_of_probabilities", "optimizer": "adam", "lr": 0.01, "epochs": 4,
        "batch_size": 16, "validation": 0.25,
    }  # fmt: skip
    assert read.metadata["notes"] == ["Adam: beta_1 is left out", "train: search_method is left out",
                                      "execution is left out"]  # fmt: skip
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((64, 1, 8, 8)).astype(np.float32), rng.integers(0, 10, 64)
    history = read.fit(x, y, progress=False)
    assert len(history) == history.planned == 4
    assert len(read.fit(x, y, epochs=1, progress=False)) == 1
    np.testing.assert_allclose(read(x[:5]).sum(axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize("target", TARGETS)
def test_goes_to_every_target(target: str) -> None:
    read = read_neural(DIGITS).init(seed=1)
    x = np.random.default_rng(0).standard_normal((3, 1, 8, 8)).astype(np.float32)
    np.testing.assert_allclose(transpile(read, target).run(x), read(x), rtol=1e-4, atol=1e-6)
    assert transpile(DIGITS, target).name == "Digits"


@pytest.mark.parametrize(
    ("layers", "shape", "expected"),
    [
        ('Conv2D(4, 3, padding="same", strides=2)', "(8, 8, 3)", "f32[N, 4, 4, 4]"),
        ("Conv2D(4, (3, 5))", "(8, 9, 3)", "f32[N, 4, 6, 5]"),
        ("DepthwiseConv2D(3) SeparableConv2D(5, 3)", "(8, 8, 3)", "f32[N, 5, 4, 4]"),
        ("Conv2DTranspose(4, 2, strides=2)", "(8, 8, 3)", "f32[N, 4, 16, 16]"),
        ("Conv1D(4, 3) MaxPooling1D() GlobalAveragePooling1D()", "(20, 3)", "f32[N, 4]"),
        ("BatchNormalization() LayerNormalization()", "(8, 8, 3)", "f32[N, 3, 8, 8]"),
        ("GroupNormalization(groups=3)", "(8, 8, 3)", "f32[N, 3, 8, 8]"),
        ("Dense(7)", "(8, 6, 3)", "f32[N, 7, 8, 6]"),
        ("Dense(12) Reshape((2, 2, 3)) Flatten()", "(5,)", "f32[N, 12]"),
        ("Embedding(100, 8) GlobalMaxPooling1D() Output(2)", "(12,)", "f32[N, 2]"),
        ('Residual() { Conv2D(3, 3, padding="same") ReLU() } Flatten()', "(8, 8, 3)",
         "f32[N, 192]"),
        ("Sequential { Dense(4) Tanh() } * 3", "(2,)", "f32[N, 4]"),
        ('Dense(3, activation="leaky_relu") Activation("gelu") Softmax() @ "cpu"', "9",
         "f32[N, 3]"),
        ("LSTM(5)", "(7, 3)", "f32[N, 5]"),
        ("LSTM(5, return_sequences=true) GRU(4)", "(7, 3)", "f32[N, 4]"),
        ("GRU(5, True)", "(None, 3)", "f32[N, 5, D0]"),
        ("Bidirectional(LSTM(5))", "(7, 3)", "f32[N, 10]"),
        ("Bidirectional { GRU(5, return_sequences=true) }", "(7, 3)", "f32[N, 10, 7]"),
        ("MultiHeadAttention(num_heads=2, key_dim=4)", "(7, 8)", "f32[N, 8, 7]"),
        ("TransformerEncoder(num_heads=2, ff_dim=16) * 3", "(7, 8)", "f32[N, 8, 7]"),
        ("Conv2D(8, 2, strides=2) TransformerEncoder(4, 16, 0.0) GlobalAveragePooling2D()",
         "(6, 6, 3)", "f32[N, 8]"),
        ("Embedding(50, 8) TransformerEncoder(2, 8) LSTM(4) Output(2)", "(9,)", "f32[N, 2]"),
        ("Embedding(50, 8) Residual { TransformerEncoder(2, 8) } LSTM(4)", "(9,)", "f32[N, 4]"),
        ("AveragePooling2D((2, 4)) GlobalAveragePooling2D()", "(None, None, 2)", "f32[N, 2]"),
    ],
)  # fmt: skip
def test_shapes_of_layers(layers: str, shape: str, expected: str) -> None:
    assert output_of(layers, shape) == expected


def test_layers_on_the_last_axis_work_on_the_channels() -> None:
    x = np.random.default_rng(0).standard_normal((2, 3, 4, 5)).astype(np.float32)
    made = network("LayerNormalization(epsilon=0.0)", "(4, 5, 3)").init(0)(x)
    np.testing.assert_allclose(made.mean(axis=1), 0, atol=1e-6)
    soft = network("Softmax()", "(4, 5, 3)").init(0)(x)
    np.testing.assert_allclose(soft.sum(axis=1), 1, rtol=1e-5)


def test_a_residual_block_adds_what_comes_in() -> None:
    x = np.random.default_rng(0).standard_normal((2, 4)).astype(np.float32)
    np.testing.assert_allclose(network("Residual { ReLU() }", "4").init(0)(x), x + np.maximum(x, 0))


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("network N {\n  input: (4,)\n  layers:\n    Dens(3)\n}", 4, 4, "no layer Dens"),
        ("network N {\n  input: (4,)\n  layers:\n    Dense(units=)\n}", 4, 16, "')'"),
        ("network N {\n  input: (4,)\n  layers:\n    Dense(3)\n", 4, 11, "expected"),
        ("network N {\n  input: (4,)\n  layers: Dense(0)\n}", 3, 10, "units"),
        ("network N {\n  input: (4,)\n  layers: Dense()\n}", 3, 10, "units"),
        ("network N {\n  input: (4,)\n  layers: Dense(3, size=4)\n}", 3, 10, "no argument size"),
        ("network N {\n  input: (4,)\n  layers: Dense(3, 'rellu')\n}", 3, 10, "rellu"),
        ("network N {\n  input: (4,)\n  layers: Dropout(1.2)\n}", 3, 10, "rate"),
        ("network N {\n  input: (4,)\n  layers: Flatten(1)\n}", 3, 10, "0 arguments"),
        ("network N {\n  input: (4,)\n  layers: Dense(HPO(choice(1, 2)))\n}", 3, 16, "HPO"),
        ("network N {\n  input: (4,)\n  layers: LSTM(3)\n}", 3, 10, "sequence"),
        ("network N {\n  input: (4, 6)\n  layers: TransformerEncoder(0)\n}", 3, 10, "num_heads"),
        ("network N {\n  input: (4, 6)\n  layers: MultiHeadAttention(2, 4)\n}", 3, 10, "key_dim"),
        ("network N {\n  input: (4, 6)\n  layers: Bidirectional(Dense(3))\n}", 3, 10, "recurrent"),
        ("network N {\n  input: (4,)\n  layers: Dense(HPO(3))\n}", 3, 16, "says no values"),
        ("network N {\n  input: (4,)\n  layers: Residual() \n}", 3, 10, "no layers"),
        ("network N {\n  input: none\n  layers: Dense(3)\n}", 1, 0, "not a shape"),
        ("network N {\n  input: (4,)\n}", 1, 0, "no layers"),
        ("network N {\n  input: 4 layers: Dense(3) loss: 'other' }", 1, 0, "no loss 'other'"),
        ("network N {\n  input: 4 layers: Dense(3) optimizer: Lion() }", 2, 39, "Lion"),
        ("network N {\n  input: 4 layers: Dense(3) train { epochs: HPO(3) } }", 2, 44, "HPO"),
        ("network N {\n  input: 4 layers: Dense(3) train { epochs: 0 } }", 1, 0, "epochs"),
        ("network N {\n  input: 4 ! }", 2, 11, "'!'"),
    ],
)  # fmt: skip
def test_errors_have_places_and_say_what_is_wrong(
    text: str, line: int, column: int, said: str
) -> None:
    with pytest.raises(ModelError) as raised:
        read_neural(text)
    error = raised.value
    assert error.code == "N6014" and error.span is not None
    assert (said in error.message or said == "expected") and error.span.start == (line, column)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("layers: Dense(HPO(choice(128, 256)))", "write one of 128, 256"),
        ("layers: Dropout(HPO(range(0.3, 0.7, step=0.1)))", "write a number from 0.3 to 0.7"),
        ("layers: Dense(3) optimizer: Adam(learning_rate=HPO(log_range(1e-4, 1e-2)))",
         "write a number from 0.0001 to 0.01"),
        ("layers: Dense(3) optimizer: SGD(0.1, momentum=HPO(range(0.8, 0.99, step=0.01)))",
         "write a number from 0.8 to 0.99"),
        ("layers: Dense(3) train { batch_size: HPO(choice(32, 64)) }", "write one of 32, 64"),
    ],
)  # fmt: skip
def test_a_search_is_refused_with_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(ModelError, match="a search over values") as raised:
        read_neural(f"network N {{ input: (4,) {text} }}")
    assert raised.value.code == "N6014" and str(raised.value.hint).startswith(hint)


def test_recurrent_layers_compute_what_kerases_do() -> None:
    os.environ["KERAS_BACKEND"] = "torch"
    import keras

    x = np.random.default_rng(0).standard_normal((2, 7, 3)).astype(np.float32)
    net = network("Bidirectional(LSTM(4))", "(7, 3)").init(0)
    theirs = keras.layers.Bidirectional(keras.layers.LSTM(4))
    theirs(x)
    held = {name.partition("lstm.")[2]: each for name, each in net.parameters.items()}
    theirs.set_weights([
        part for suffix in ("", "_reverse")
        for part in (held[f"weight_ih_l0{suffix}"].T, held[f"weight_hh_l0{suffix}"].T,
                     held[f"bias_ih_l0{suffix}"] + held[f"bias_hh_l0{suffix}"])
    ])  # fmt: skip
    made = net(x.transpose(0, 2, 1))
    np.testing.assert_allclose(made, theirs(x).detach().numpy(), rtol=1e-4, atol=1e-5)


def test_shapes_that_do_not_fit_are_told_at_the_layer() -> None:
    with pytest.raises(ModelError) as raised:
        network("Conv2D(4, 3)\n    MaxPooling2D(9)")
    assert raised.value.code == "N6001" and raised.value.span is not None
    assert raised.value.span.start == (5, 4)
    with pytest.raises(ModelError, match="comes in") as raised:
        network("Residual { Dense(5) }", "4")
    assert raised.value.code == "N6001"


@pytest.mark.parametrize("name", ROWS)
def test_layer_names_are_in_lower_case(name: str) -> None:
    assert name == name.lower() and "_" not in name


def test_only_networks_are_neural() -> None:
    assert is_neural("# a\n// b\nNetwork X {") and is_neural("network a{")
    assert not is_neural("network = 3") and not is_neural("def network(x): pass")
