"""torch.export programs: what torch exports is read without torch, and computes the same."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

import ahr
from ahr.formats.archive import zipped
from nbc.errors import ModelError


class Images(nn.Module):
    """What small CNNs have."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3, padding=1)
        self.norm = nn.BatchNorm2d(8)
        self.depthwise = nn.Conv2d(8, 8, 3, stride=2, padding=1, groups=8, bias=False)
        self.up = nn.ConvTranspose2d(8, 4, 2, stride=2)
        self.group = nn.GroupNorm(2, 4)
        self.prelu = nn.PReLU(4)
        self.head = nn.Linear(4 * 2 * 2 + 4, 10)
        self.drop = nn.Dropout(0.2)

    def forward(self, x: Any) -> Any:
        x = F.max_pool2d(F.relu(self.norm(self.conv(x))), 2)
        x = F.hardswish(self.depthwise(x)) + F.avg_pool2d(x, 2)
        x = self.prelu(self.group(self.up(x)))
        x = torch.cat([F.relu6(x), x[:, :, :1].expand(-1, -1, 4, -1)], dim=2)
        pooled = F.adaptive_avg_pool2d(x, 1).flatten(1)
        x = F.interpolate(x, size=(2, 2), mode="nearest")
        return F.log_softmax(self.head(self.drop(torch.cat([torch.flatten(x, 1), pooled], 1))), 1)


class Texts(nn.Module):
    """A transformer whose batch and length are symbolic."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(100, 32)
        layer = nn.TransformerEncoderLayer(32, 4, 64, batch_first=True, activation="gelu")
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = nn.Linear(32, 5)

    def forward(self, tokens: Any) -> Any:
        return self.head(self.encoder(self.embed(tokens)).mean(1))


class Sequences(nn.Module):
    """Recurrent layers, one of two directions."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(6, 8, num_layers=2, batch_first=True, bidirectional=True)
        self.gru = nn.GRU(16, 5, batch_first=True)

    def forward(self, x: Any) -> Any:
        y, (h, _) = self.lstm(x)
        y, last = self.gru(y)
        return y, h, last[0]


class Sundries(nn.Module):
    """Operators between the layers."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("scale", torch.linspace(0.5, 1.5, 6))
        self.norm = nn.LayerNorm(6, elementwise_affine=False)

    def forward(self, x: Any) -> Any:
        a, b = x.chunk(2, dim=-1)
        first, second, third = x.split([1, 2, 3], dim=-1)
        mixed = torch.stack([a * 2, b - 1], 1).sum((1, 2), keepdim=True).squeeze(1)
        y = self.norm(x * self.scale).clamp(-1, 2).pow(2) / (1 + x.abs()).sqrt()
        y = torch.where(x > 0, y, torch.zeros_like(y)).masked_fill(y > 1.5, 0.25)
        top = y.topk(2, dim=-1).values + y.argmax(-1, keepdim=True).float()
        parts = [
            mixed,
            first,
            second.repeat(1, 2),
            F.pad(third, (1, 0)),
            top,
            x.var(-1)[:, None],
        ]
        return torch.cat([*parts, y.transpose(0, 1).t(), x[:, [0, 2]], 3 - x[:, -2:]], 1)


class More(nn.Module):
    """Operators that are rarer."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.RNN(6, 4, batch_first=True)

    def forward(self, x: Any) -> Any:
        y, _ = self.rnn(x[None])
        seen = (x > -0.5) & ~torch.isinf(x / (x - x.amax())) | (x < -2)
        rows = torch.tensor([0, 2, 1])
        picked = x[rows, torch.tensor([5, 0, -1])].square()
        pooled = F.interpolate(x[None, None], scale_factor=2.0, mode="bicubic")
        halves = torch.div(x * 4, 2.5, rounding_mode="floor").flip(0, 1)
        return y, torch.where(seen, x, halves), picked.tile(2, 2), pooled, torch.std(x, 1)


Case = tuple[Callable[[], nn.Module], tuple[int, ...], dict[int, str]]
CASES: dict[str, Case] = {
    "images": (Images, (3, 1, 8, 8), {0: "N"}),
    "texts": (Texts, (3, 7), {0: "N", 1: "L"}),
    "sequences": (Sequences, (2, 5, 6), {}),
    "sundries": (Sundries, (4, 6), {0: "N"}),
    "more": (More, (4, 6), {}),
}


def _data(shape: tuple[int, ...], name: str) -> Any:
    torch.manual_seed(1)
    return torch.randint(0, 100, shape) if name == "texts" else torch.randn(shape)


def _exported(name: str, path: Path) -> nn.Module:
    make, shape, dynamic = CASES[name]
    torch.manual_seed(0)
    module = make().eval()
    dims = {axis: torch.export.Dim(symbol, min=2) for axis, symbol in dynamic.items()}
    program = torch.export.export(module, (_data(shape, name),), dynamic_shapes=(dims,))
    torch.export.save(program, path)
    return module


@pytest.mark.parametrize("name", CASES)
@pytest.mark.filterwarnings("ignore:.*LeafSpec.*", "ignore:.*assigned during export.*")
def test_what_torch_exports_computes_the_same(name: str, tmp_path: Path) -> None:
    module = _exported(name, tmp_path / "net.pt2")
    net = ahr.load(tmp_path / "net.pt2")
    _, shape, dynamic = CASES[name]
    longer = tuple(each + (2 if axis in dynamic else 0) for axis, each in enumerate(shape))
    for data in (_data(shape, name), _data(longer, name)):
        with torch.no_grad():
            expected = module(data)
        result = net(data.numpy())
        for one, other in zip(_tuple(result), _tuple(expected), strict=True):
            np.testing.assert_allclose(one, other.numpy(), rtol=1e-4, atol=1e-5)
    if dynamic:
        assert net.graph.specs[net.graph.inputs[0]].dims[0] == "N"  # type: ignore[index]
    net.save(tmp_path / "net.trm")
    np.testing.assert_array_equal(_tuple(ahr.load(tmp_path / "net.trm")(data.numpy()))[0],
                                  _tuple(result)[0])  # fmt: skip


def _tuple(values: Any) -> tuple[Any, ...]:
    return values if isinstance(values, tuple) else (values,)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("pt2") / "small.pt2"
    program = torch.export.export(nn.Linear(3, 2).eval(), (torch.zeros(2, 3),))
    torch.export.save(program, path)
    return path.read_bytes()


def _changed(data: bytes, name: str, change: Callable[[Any], None]) -> bytes:
    """With a part of JSON changed, and sums that are right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    place = next(each for each in parts if each.endswith(name))
    said = json.loads(parts[place])
    change(said)
    parts[place] = json.dumps(said).encode()
    return zipped(parts, b"")


def _refusal(tmp_path: Path, data: bytes) -> ModelError:
    (tmp_path / "bad.pt2").write_bytes(data)
    with pytest.raises(ModelError) as caught:
        ahr.load(tmp_path / "bad.pt2")
    return caught.value


def test_texts_of_a_program_are_never_evaluated(small: bytes, tmp_path: Path) -> None:
    mark = tmp_path / "executed"
    text = f"__import__('pathlib').Path({str(mark)!r}).touch()"

    def change(said: Any) -> None:
        sizes = said["graph_module"]["graph"]["tensor_values"]["input"]["sizes"]
        sizes[0] = {"as_expr": {"expr_str": text, "hint": None}}
        said["guards_code"] = [text]

    (tmp_path / "odd.pt2").write_bytes(_changed(small, "models/model.json", change))
    net = ahr.load(tmp_path / "odd.pt2")
    assert net.graph.specs["input"].dims == (None, 3)
    assert not mark.exists()


def test_weights_that_are_pickles_are_refused(small: bytes, tmp_path: Path) -> None:
    def change(said: Any) -> None:
        said["config"]["weight"]["use_pickle"] = True

    assert _refusal(tmp_path, _changed(small, "weights_config.json", change)).code == "N6006"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("sizes", [{"as_int": 1 << 40}, {"as_int": 3}], "N6005"),
        ("strides", [{"as_int": 0}, {"as_int": -1}], "N6005"),
        ("storage_offset", {"as_int": 99}, "N6005"),
        ("dtype", 99, "N6005"),
    ],
)
def test_weights_outside_their_storage_are_refused(
    small: bytes, tmp_path: Path, key: str, value: Any, code: str
) -> None:
    def change(said: Any) -> None:
        said["config"]["weight"]["tensor_meta"][key] = value

    assert _refusal(tmp_path, _changed(small, "weights_config.json", change)).code == code


def test_a_broadcast_bomb_is_refused(small: bytes, tmp_path: Path) -> None:
    def change(said: Any) -> None:
        meta = said["config"]["weight"]["tensor_meta"]
        meta["sizes"], meta["strides"] = [{"as_int": 1 << 40}] * 2, [{"as_int": 0}] * 2

    assert _refusal(tmp_path, _changed(small, "weights_config.json", change)).code == "N6006"


def test_unknown_operators_are_named(small: bytes, tmp_path: Path) -> None:
    def change(said: Any) -> None:
        said["graph_module"]["graph"]["nodes"][0]["target"] = "torch.ops.aten.sorcery.default"

    error = _refusal(tmp_path, _changed(small, "models/model.json", change))
    assert error.code == "N6007"
    assert "aten.sorcery" in error.message


def test_damaged_programs_are_refused(small: bytes, tmp_path: Path) -> None:
    for length in range(1, len(small), max(1, len(small) // 40)):
        assert _refusal(tmp_path, small[:length]).code in ("N6005", "N6007")
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        numbers = archive.read(next(each for each in archive.namelist() if "weight_0" in each))
    place = small.index(numbers)
    flipped = small[:place] + bytes([small[place] ^ 1]) + small[place + 1 :]
    assert _refusal(tmp_path, flipped).code == "N6005"
