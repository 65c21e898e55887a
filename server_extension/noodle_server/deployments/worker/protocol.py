"""Inference by the Open Inference Protocol, version 2: tensors in JSON, or in bytes behind it.

What a request must be is `schemas/open_inference.py`, which is held here: the server passes bodies
on as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any, final

from pydantic import ValidationError
from pydantic_core import to_json

from ahr.infer import Metadata, TensorInfo, Timing
from noodle_server.deployments.worker.binary import array_from, bytes_of, shaped
from noodle_server.deployments.worker.lists import Array, array_of, list_of, unfit
from noodle_server.deployments.worker.reading import Reply, may_have_words, object_of
from noodle_server.errors import ApiError
from noodle_server.schemas.checking import refusal
from noodle_server.schemas.open_inference import InferTensor, OpenInferIn


@final
class OpenInference:
    """One request. `json_bytes`: how much of the body is JSON; None: all of it."""

    def __init__(self, metadata: Metadata, body: bytes, json_bytes: int | None) -> None:
        size = len(body) if json_bytes is None else json_bytes
        if size > len(body):
            raise ApiError("N7011", f"the body has {len(body)} bytes, its JSON {size}")
        try:
            given = OpenInferIn.model_validate(object_of(body[:size]))
        except ValidationError as error:
            raise refusal(error) from None
        self._metadata, self._id = metadata, given.id
        tensors = self._in_order(given.inputs)
        parts = _parts(given.inputs, memoryview(body)[size:])
        has_words = may_have_words(body[:size])
        self.inputs = {
            each.name: _array(tensors[each.name], each, parts.get(each.name), has_words=has_words)
            for each in metadata.inputs
        }
        known = [each.name for each in metadata.outputs]
        self._wanted = dict.fromkeys(known, given.parameters.binary_data_output)
        if given.outputs is not None:
            for each in given.outputs:
                if each.name not in known:
                    raise unfit(f"outputs.{each.name}", f"it gives {', '.join(known)}", each.name)
            self._wanted = {
                each.name: given.parameters.binary_data_output
                if each.parameters.binary_data is None
                else each.parameters.binary_data
                for each in given.outputs
            }

    def _in_order(self, given: list[InferTensor]) -> dict[str, InferTensor]:
        found = {each.name: each for each in given}
        known = [each.name for each in self._metadata.inputs]
        for at, each in enumerate(given):
            if each.name not in known:
                raise unfit(f"inputs[{at}]", f"there is no input {each.name}, the model takes "
                            f"{', '.join(known) or 'nothing'}", each.name)  # fmt: skip
            if found[each.name] is not each:
                raise unfit(f"inputs[{at}]", f"{each.name} is there twice", each.name)
        for name in known:
            if name not in found:
                raise unfit("inputs", f"{name} is not there", name)
        return found

    def reply(self, outputs: Mapping[str, Array], _: Timing | None) -> Reply:
        infos = {each.name: each for each in self._metadata.outputs}
        made: list[dict[str, Any]] = []
        rest: list[bytes] = []
        for name, is_binary in self._wanted.items():
            array = outputs[name]
            shown = {"name": name, "shape": list(array.shape), "datatype": infos[name].datatype}
            if is_binary:
                rest.append(bytes_of(array))
                made.append({**shown, "parameters": {"binary_data_size": len(rest[-1])}})
            else:
                made.append({**shown, "data": list_of(array.reshape(-1))})
        told = {} if self._id is None else {"id": self._id}
        head = to_json({"model_name": self._metadata.name, **told,
                        "model_version": str(self._metadata.version), "outputs": made})  # fmt: skip
        return Reply(b"".join((head, *rest)), len(head) if rest else None)


def _parts(given: list[InferTensor], rest: memoryview) -> dict[str, bytes]:
    """The bytes of each tensor that has some."""
    made, at = {}, 0
    for each in given:
        size = each.parameters.binary_data_size
        if size is not None:
            made[each.name] = bytes(rest[at : at + size])
            at += size
    if at != len(rest):
        raise unfit("inputs", f"{len(rest)} bytes follow the JSON, its inputs have {at}", "")
    return made


def _array(given: InferTensor, info: TensorInfo, part: bytes | None, *, has_words: bool) -> Array:
    place = f"inputs.{given.name}"
    if given.datatype != info.datatype:
        raise unfit(f"{place}.datatype", f"it is {info.datatype}, not {given.datatype}", info.name)
    if (part is None) == (given.data is None):
        raise unfit(place, "either `data` or `binary_data_size` is needed", info.name)
    if part is not None:
        return array_from(part, info.dtype, given.shape, info.name)
    found = array_of(given.data, info.dtype, info.name, f"{place}.data", has_words=has_words)
    if found.ndim > 1 and list(found.shape) != given.shape and found.size == prod(given.shape):
        raise unfit(f"{place}.data", f"its lists have the shape {list(found.shape)}, `shape` says "
                    f"{given.shape}", info.name)  # fmt: skip
    return shaped(found, given.shape, info.name)


def shown_shapes(infos: tuple[TensorInfo, ...]) -> Iterator[dict[str, Any]]:
    """Inputs or outputs as the protocol and as people read them."""
    for each in infos:
        dims = None if each.dims is None else [length if isinstance(length, int) else str(length)
                                               for length in each.dims]  # fmt: skip
        yield {"name": each.name, "datatype": each.datatype, "shape": each.shape,
               "dtype": each.dtype, "dims": dims}  # fmt: skip
