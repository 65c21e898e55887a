"""The Open Inference Protocol, version 2, as far as REST goes: what comes in and what goes out.

Its `parameters` may hold anything; the known ones are Triton's binary extension.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from noodle_server.schemas.parts import Shown, Strict

Length = Annotated[int, Field(ge=0, le=2**40)]
Shape = Annotated[list[Length], Field(max_length=32)]


class Parameters(Strict):
    """What else is said; what is not known means nothing."""

    model_config = ConfigDict(extra="allow")


class TensorParameters(Parameters):
    binary_data_size: int | None = Field(None, ge=0, le=2**40)
    """The tensor is so many bytes behind the JSON."""


class WantedParameters(Parameters):
    binary_data: bool | None = None


class RequestParameters(Parameters):
    binary_data_output: bool = False


class InferTensor(Strict):
    """An input. `data` is flat, or nested as its shape says."""

    name: str = Field(max_length=1000)
    shape: Shape
    datatype: str = Field(max_length=16, examples=["FP32"])
    data: list[Any] | None = None
    parameters: TensorParameters = TensorParameters()


class WantedOutput(Strict):
    """An output that is asked for."""

    name: str = Field(max_length=1000)
    parameters: WantedParameters = WantedParameters()


class OpenInferIn(Strict):
    """A request."""

    id: str | None = Field(None, max_length=1000)
    inputs: list[InferTensor] = Field(max_length=1000)
    outputs: list[WantedOutput] | None = Field(None, max_length=1000)
    parameters: RequestParameters = RequestParameters()


class GivenTensor(Shown):
    """An output."""

    name: str
    shape: list[int]
    datatype: str
    data: list[Any] | None = None
    parameters: dict[str, Any] | None = None


class OpenInferOut(Shown):
    """An answer."""

    model_name: str
    model_version: str
    id: str | None = None
    outputs: list[GivenTensor]


class Live(Shown):
    live: bool


class Ready(Shown):
    ready: bool


class ModelReady(Shown):
    name: str
    ready: bool


class ServerMetadata(Shown):
    """What the server is, and what it can besides the protocol."""

    name: str
    version: str
    extensions: list[str]


class TensorMetadata(Shown):
    """`shape` has -1 for lengths that may differ."""

    name: str
    datatype: str
    shape: list[int]


class ModelMetadata(Shown):
    """A deployed model."""

    name: str
    versions: list[str]
    platform: str
    inputs: list[TensorMetadata]
    outputs: list[TensorMetadata]
