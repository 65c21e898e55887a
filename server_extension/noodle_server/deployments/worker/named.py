"""Inference in JSON with inputs by name: `{"inputs": {"x": [[1, 2]]}}`, outputs likewise.

Shapes are those of the lists, types those of the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, final

from pydantic_core import to_json

from ahr.infer import Metadata, Timing
from noodle_server.deployments.worker.lists import Array, array_of, list_of, unfit
from noodle_server.deployments.worker.reading import Reply, may_have_words, object_of


@final
class Named:
    """One request."""

    def __init__(self, metadata: Metadata, body: bytes) -> None:
        given = object_of(body)
        inputs = given.get("inputs")
        if not isinstance(inputs, dict):
            raise unfit("inputs", "an object with the inputs by name is needed", "")
        for name in given.keys() - {"inputs"}:
            raise unfit(name, "there is no such field", "")
        self._version = metadata.version
        known = {each.name: each for each in metadata.inputs}
        for name in inputs.keys() - known.keys():
            raise unfit(f"inputs.{name}", f"the model takes {', '.join(known) or 'nothing'}", name)
        for name in known.keys() - inputs.keys():
            raise unfit(f"inputs.{name}", "it is not there", name)
        has_words = may_have_words(body)
        self.inputs = {
            name: array_of(inputs[name], each.dtype, name, f"inputs.{name}", has_words=has_words)
            for name, each in known.items()
        }

    def reply(self, outputs: Mapping[str, Array], timing: Timing | None) -> Reply:
        made: dict[str, Any] = {
            "outputs": {name: list_of(each) for name, each in outputs.items()},
            "version": self._version,
        }
        if timing is not None:
            made["queue_us"] = timing.queue_ns / 1000
            made["compute_us"] = (timing.input_ns + timing.infer_ns + timing.output_ns) / 1000
            made["batch_size"] = timing.rows
        return Reply(to_json(made))
