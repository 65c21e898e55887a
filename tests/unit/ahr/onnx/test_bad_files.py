"""ONNX files that are damaged, hostile or beyond us: a coded error each, that names the place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from ahr.formats.onnx_reading import read_onnx
from nbc.errors import ModelError

F32 = TensorProto.FLOAT


def _model(
    nodes: list[onnx.NodeProto], held: dict[str, Any] | None = None, opset: int = 17,
    functions: tuple[onnx.FunctionProto, ...] = (),
) -> onnx.ModelProto:  # fmt: skip
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("x", F32, [2, 3])],
        [helper.make_tensor_value_info("y", F32, None)],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in
         (held or {}).items()],
    )  # fmt: skip
    imports = [helper.make_opsetid("", opset), helper.make_opsetid("own", 1)]
    return helper.make_model(graph, opset_imports=imports, ir_version=8, functions=functions)


def _network() -> onnx.ModelProto:
    nodes = [helper.make_node("MatMul", ["x", "w"], ["a"], name="product"),
             helper.make_node("Relu", ["a"], ["y"], name="last")]  # fmt: skip
    return _model(nodes, {"w": np.ones((3, 4), np.float32)})


def _refused(source: Any, code: str, *words: str) -> None:
    with pytest.raises(ModelError) as caught:
        read_onnx(source)
    assert caught.value.code == code, caught.value
    for word in words:
        assert word in caught.value.message


@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"PK\x03\x04 not a model", os.urandom(4096)])
def test_files_that_are_no_models(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "net.onnx"
    path.write_bytes(data)
    _refused(path, "N6005", str(path))


@pytest.mark.parametrize("text", [b"product", b"Relu", b"MatMul", b"last", b"\x01w"])
def test_texts_that_are_none(text: bytes) -> None:
    whole = _network().SerializeToString()
    _refused(whole.replace(text, text[:-1] + b"\xff"), "N6005", "text")


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    _refused(tmp_path / "none.onnx", "N6005", "none.onnx")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_cut_and_flipped_files_are_refused_or_harmless(data: st.DataObject) -> None:
    """Whatever is in the file, what comes out is a model or a coded error."""
    whole = _network().SerializeToString()
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        changed = whole[:at]
    else:
        flipped = whole[at] ^ data.draw(st.integers(1, 255))
        changed = whole[:at] + bytes([flipped]) + whole[at + 1 :]
    try:
        read_onnx(changed)
    except ModelError as error:
        assert error.code in {"N6001", "N6005", "N6006", "N6007", "N6009"}


def test_all_unknown_operators_are_named_together() -> None:
    nodes = [
        helper.make_node("NonZero", ["x"], ["a"], name="first"),
        helper.make_node("FancyGelu", ["x"], ["b"], name="second", domain="com.example"),
        helper.make_node("Relu", ["x"], ["y"]),
    ]
    _refused(_model(nodes), "N6007", "NonZero (first)", "com.example.FancyGelu (second)")


def test_opsets_and_formats_that_are_too_new() -> None:
    _refused(_model([helper.make_node("Relu", ["x"], ["y"])], opset=99), "N6007", "opset 99")
    newer = _network()
    newer.ir_version = 1000
    _refused(newer, "N6007", "version 1000")


def test_operators_of_opsets_that_are_too_old() -> None:
    old = _model([helper.make_node("Add", ["x", "x"], ["y"], name="sum", broadcast=1)], opset=6)
    _refused(old, "N6007", "Add (sum)")


def test_cycles() -> None:
    nodes = [helper.make_node("Add", ["x", "b"], ["a"], name="one"),
             helper.make_node("Relu", ["a"], ["b"], name="two"),
             helper.make_node("Relu", ["b"], ["y"], name="three")]  # fmt: skip
    _refused(_model(nodes), "N6006", "one", "two", "cycle")


def test_nodes_in_another_order_are_sorted() -> None:
    proto = _network()
    nodes = list(proto.graph.node)[::-1]
    del proto.graph.node[:]
    proto.graph.node.extend(nodes)
    assert [node.op for node in read_onnx(proto).graph.nodes] == ["matmul", "relu"]


def test_functions_that_call_themselves_or_grow_without_bound() -> None:
    def calling(name: str, *called: str) -> onnx.FunctionProto:
        nodes = [helper.make_node(each, ["x"], [f"v{at}"], domain="own")
                 for at, each in enumerate(called)]  # fmt: skip
        nodes.append(helper.make_node("Identity", ["x"], ["y"]))
        imports = [helper.make_opsetid("", 17), helper.make_opsetid("own", 1)]
        return helper.make_function("own", name, ["x"], ["y"], nodes, imports)

    start = [helper.make_node("f0", ["x"], ["y"], domain="own")]
    loop = (calling("f0", "f1"), calling("f1", "f0"))
    _refused(_model(start, functions=loop), "N6006", "calls itself")
    bomb = (*(calling(f"f{at}", *[f"f{at + 1}"] * 8) for at in range(12)), calling("f12"))
    _refused(_model(start, functions=bomb), "N6006", "nodes")


def test_graphs_that_stand_too_deep_in_each_other() -> None:
    graph = helper.make_graph([helper.make_node("Relu", ["x"], ["a"])], "g", [], [
        helper.make_tensor_value_info("a", F32, None)])  # fmt: skip
    for at in range(25):
        node = helper.make_node("If", ["c"], ["a"], then_branch=graph, else_branch=graph,
                                name=f"if{at}")  # fmt: skip
        node.attribute[1].g.CopyFrom(onnx.GraphProto(name="e"))
        graph = helper.make_graph([node], "g", [], [helper.make_tensor_value_info("a", F32, None)])
    deep = _model([helper.make_node("Relu", ["x"], ["y"]), graph.node[0]])
    _refused(deep, "N6006", "deep")


def test_weights_that_are_not_finite() -> None:
    proto = _network()
    proto.graph.initializer[0].CopyFrom(
        numpy_helper.from_array(np.full((3, 4), np.nan, np.float32), "w")
    )
    _refused(proto, "N6009", "w")


def test_shapes_that_do_not_fit_name_the_node() -> None:
    proto = _network()
    proto.graph.initializer[0].CopyFrom(numpy_helper.from_array(np.ones((5, 4), np.float32), "w"))
    _refused(proto, "N6001", "product", "[2, 3]", "[5, 4]")


def test_a_few_numbers_that_say_a_giant_tensor_cost_nothing() -> None:
    nodes = [helper.make_node("ConstantOfShape", ["s"], ["big"]),
             helper.make_node("Range", ["zero", "far", "one"], ["row"]),
             helper.make_node("Relu", ["x"], ["y"])]  # fmt: skip
    held = {"s": np.array([1 << 20, 1 << 20], np.int64), "zero": np.int64(0),
            "far": np.int64(1 << 50), "one": np.int64(1)}  # fmt: skip
    assert [node.op for node in read_onnx(_model(nodes, held)).graph.nodes] == ["relu"]


def _external(folder: Path, location: str) -> Path:
    """The network with its weight in another file, wherever it is said to be."""
    proto = _network()
    tensor = proto.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value=location)
    path = folder / "net.onnx"
    path.write_bytes(proto.SerializeToString())
    return path


WEIGHT = np.ones((3, 4), np.float32).tobytes()


@pytest.mark.parametrize(
    "location", ["../w.bin", "sub/../../w.bin", "{outside}", "C:\\w.bin", "..\\w.bin", "", "a\0b"]
)
def test_data_outside_of_the_folder_is_not_read(location: str, tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(WEIGHT)
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    place = location.replace("{outside}", str(tmp_path / "w.bin"))
    _refused(_external(inside, place), "N6006", "tensor w")


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "w.bin").write_bytes(WEIGHT)
    (inside / "w.bin").symlink_to(tmp_path / "w.bin")
    _refused(_external(inside, "w.bin"), "N6006", "link")
    (inside / "folder").symlink_to(tmp_path)
    _refused(_external(inside, "folder/w.bin"), "N6006", "link")


def test_data_that_is_missing_or_too_short(tmp_path: Path) -> None:
    path = _external(tmp_path, "w.bin")
    _refused(path, "N6005", "w.bin", "missing")
    (tmp_path / "w.bin").write_bytes(WEIGHT[:-1])
    _refused(path, "N6005", "w", "too small")
    (tmp_path / "w.bin").write_bytes(WEIGHT)
    np.testing.assert_array_equal(read_onnx(path).parameters["w"], np.ones((3, 4)))


def test_data_beside_a_model_that_is_in_no_folder(tmp_path: Path) -> None:
    data = _external(tmp_path, "w.bin").read_bytes()
    _refused(data, "N6006", "tensor w")


def test_a_device_is_not_data(tmp_path: Path) -> None:
    path = _external(tmp_path, "pipe")
    os.mkfifo(tmp_path / "pipe")
    _refused(path, "N6005", "pipe")
