"""A call of an ATen operator that is being read, and what adapters do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, final

import numpy as np

from ahr.building import GraphBuilder
from ahr.dtypes import BY_NAME, numpy_dtype
from ahr.formats.pt2_symbols import Symbols
from ahr.graph import TensorSpec
from nbc.errors import ModelError
from nbc.types.model import Dim

DTYPES: Final = {
    1: "u8", 2: "i8", 3: "i16", 4: "i32", 5: "i64", 6: "f16", 7: "f32", 8: "f64", 12: "bool",
    13: "bf16",
}  # fmt: skip
"""torch's numbers of element types, as its schema of programs has them."""


@final
@dataclass(frozen=True, slots=True)
class Length:
    """A number that the program computes from lengths: what is known of it, and the tensor of one
    element that has it."""

    dim: Dim
    tensor: str


Value = Any
"""A tensor is the text of its name (`Named`), a length a `Length`; the rest are JSON's values."""


@final
@dataclass(frozen=True, slots=True)
class Named:
    """A tensor, by its name in the graph."""

    name: str


@final
class Reading:
    """Reads calls into a builder. `values` leads from names of the file to tensors and lengths."""

    def __init__(
        self, builder: GraphBuilder, tensors: Mapping[str, Any], symbols: Symbols, path: Path
    ) -> None:
        self.builder, self.tensors, self.symbols, self.path = builder, tensors, symbols, path
        self.values: dict[str, Value] = {}
        self.call = Call(self, {}, "")

    def define(self, raw: str, made: str | Length) -> None:
        self.values[raw] = Named(made) if isinstance(made, str) else made

    def spec(self, raw: str) -> TensorSpec:
        """What the file says of a tensor."""
        said = self.tensors[raw]
        if said["dtype"] not in DTYPES:
            raise self.unsupported(f"tensors of element type {said['dtype']}")
        return TensorSpec(DTYPES[said["dtype"]], tuple(map(self.symbols.length, said["sizes"])))

    def begin(self, node: Mapping[str, Any]) -> None:
        """The next call, named after the module that it stands in."""
        given = {each["name"]: self.value(each["arg"]) for each in node["inputs"]}
        self.call = Call(self, given, node.get("name") or "", self._output_dtype(node))

    def value(self, said: Mapping[str, Any]) -> Value:
        """An argument of the file."""
        (kind, held), = said.items()  # fmt: skip
        match kind:
            case "as_tensor":
                if held["name"] not in self.values:
                    raise self.unsupported(f"a result {held['name']}")
                return self.values[held["name"]]
            case "as_tensors":
                return [self.values[each["name"]] for each in held]
            case "as_optional_tensors":
                return [self.value(each) if "as_tensor" in each else None for each in held]
            case "as_sym_int":
                return self.values[held["as_name"]] if "as_name" in held else held["as_int"]
            case "as_sym_ints":
                return [self.values[each["as_name"]] if "as_name" in each else each["as_int"]
                        for each in held]  # fmt: skip
            case "as_none":
                return None
            case "as_scalar_type":
                return DTYPES.get(held)
            case "as_int" | "as_ints" | "as_float" | "as_floats" | "as_bool" | "as_string":
                return float(held) if kind == "as_float" else held
        return None

    def tensor(self, value: Value) -> str:
        if not isinstance(value, Named):
            raise self.unsupported("an output that is no tensor")
        return value.name

    def unsupported(self, what: str) -> ModelError:
        return ModelError("N6007", f"{self.path} has {what}, which is not supported",
                          hint="export the model as ONNX")  # fmt: skip

    def _output_dtype(self, node: Mapping[str, Any]) -> str | None:
        for each in node["outputs"]:
            if "as_tensor" in each:
                return self.spec(each["as_tensor"]["name"]).dtype
        return None


@final
class Call:
    """The arguments of one call. `dtype` is the element type that torch gives the result."""

    def __init__(
        self, reading: Reading, given: Mapping[str, Value], name: str, dtype: str | None = None
    ) -> None:
        self.reading, self.given, self.name, self.dtype = reading, given, name, dtype
        self.builder = reading.builder

    def get(self, name: str, default: Any = None) -> Any:
        """An argument that is no tensor; a length is its number where that is known."""
        found = self.given.get(name)
        if isinstance(found, Length) and isinstance(found.dim, int):
            return found.dim
        return default if found is None else found

    def has(self, name: str) -> bool:
        return self.given.get(name) is not None

    def tensor(self, name: str, dtype: str | None = None) -> str:
        """A tensor; numbers become one. `dtype` is what it is cast to. Empty where left out."""
        found = self.given.get(name)
        return "" if found is None else self.as_tensor(found, dtype)

    def as_tensor(self, value: Value, dtype: str | None = None) -> str:
        if isinstance(value, Length):
            value = Named(self.add("squeeze", value.tensor, self.ints([0])))
        if isinstance(value, Named):
            own = self.builder.specs[value.name].dtype
            return value.name if dtype in (None, own) else self.add("cast", value.name, to=dtype)
        return self.constant(value, dtype or ("f32" if isinstance(value, float) else "i64"))

    def tensors(self, name: str) -> list[str]:
        return [self.as_tensor(each) for each in self.given[name] if each is not None]

    def spec(self, name: str) -> TensorSpec:
        """What is known of a tensor argument."""
        return self.builder.specs[self.tensor(name)]

    def rank(self, name: str) -> int:
        found = self.spec(name).dims
        if found is None:
            raise self.reading.unsupported("a tensor whose number of axes is not known")
        return len(found)

    def add(self, op: str, *inputs: str, **attributes: Any) -> str:
        """One op, with one result."""
        return self.many(op, *inputs, **attributes)[0]

    def many(self, op: str, *inputs: str, **attributes: Any) -> list[str]:
        """One op, with all its results."""
        given = list(inputs)
        while given and not given[-1]:
            given.pop()
        name = self.builder.fresh(self.name) if self.name else None
        return list(self.builder.apply(op, given, attributes, name=name))

    def constant(self, value: Any, dtype: str) -> str:
        return self.builder.constant(np.asarray(value, numpy_dtype(dtype)))

    def ints(self, values: Sequence[int]) -> str:
        return self.constant(list(values), "i64")

    def shape(self, values: Sequence[Any], of: str = "") -> str:
        """Lengths as one tensor: known ones as they are, one by itself (-1), or 0 for that of the
        same axis of `of`; put together where that does not do."""
        own = (self.builder.specs[of].dims if of else None) or ()
        plain: list[int] = []
        for axis, each in enumerate(values):
            dim = each.dim if isinstance(each, Length) else each
            same = axis < len(own) and own[axis] == dim and not isinstance(dim, int)
            plain.append(dim if isinstance(dim, int) else 0 if same and of else -2)
        if plain.count(-2) == 1 and -1 not in plain:
            plain[plain.index(-2)] = -1
        if -2 not in plain:
            return self.ints(plain)
        parts = [each.tensor if isinstance(each, Length) else self.ints([each]) for each in values]
        return self.add("concat", *parts, axis=0)

    def is_float(self, name: str) -> bool:
        return BY_NAME[self.spec(name).dtype].kind == "f"
