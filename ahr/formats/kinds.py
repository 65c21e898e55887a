"""What a file is, by what is in it: its name is only believed where it agrees.

Nothing is decoded for that: the first bytes, and for a zip the names of its parts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ahr.formats.archive import Archive, Content, opened
from nbc.errors import ModelError

SUFFIXES: Final = {
    ".trm": "trm", ".onnx": "onnx", ".safetensors": "safetensors", ".pt": "torch", ".pth": "torch",
    ".bin": "torch", ".pt2": "pt2",
}  # fmt: skip
"""The kinds that names promise."""

_SPOKEN: Final = {
    "trm": "a .trm", "onnx": "an ONNX model", "safetensors": "a safetensors file",
    "torch": "a file of torch.save()", "pt2": "a torch.export program",
    "pickle": "a pickle", "torchscript": "a TorchScript module", "hdf5": "an HDF5 file",
    "keras": "a Keras file", "zip": "a zip of something else",
}  # fmt: skip
_ZIPS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("trm", lambda name: name == "manifest.json"),
    ("keras", lambda name: name.endswith(".weights.h5")),
    ("pt2", lambda name: name.endswith("archive_format")),
    ("pt2", lambda name: name.endswith("serialized_exported_program.json")),
    ("torchscript", lambda name: name.endswith("constants.pkl")),
    ("torch", lambda name: name.endswith("data.pkl")),
)
_ONNX: Final = b"\x08"
"""The first field of an ONNX model, its version: too little to contradict a name."""

_HEADERS_AT_MOST: Final = 1 << 32


def kind_of(content: Content) -> str:
    """A key of the kinds. What could be anything is what its name says. Raises ModelError N6005
    where name and content differ, N6006 where it is a zip that holds what is not allowed."""
    found, promised = _by_content(content), SUFFIXES.get(content.path.suffix.lower(), "")
    if found == "pickle" and promised == "torch":
        return "torch"  # what torch.save() wrote before it wrote zips
    if found and promised and found != promised and found not in ("zip", "torchscript"):
        raise ModelError(
            "N6005", f"{content.path} is {_SPOKEN[found]}, not what its name says",
            hint="rename it, if you trust where it comes from",
        )  # fmt: skip
    if not found and not promised and content.data.startswith(_ONNX):
        return "onnx"
    if not found and not promised:
        raise ModelError("N6007", f"{content.path}: no model format begins like this",
                         hint=f"known are {', '.join(SUFFIXES)}")  # fmt: skip
    return found or promised


def spoken(kind: str) -> str:
    return _SPOKEN[kind]


def _by_content(content: Content) -> str:
    start = content.data[:16]
    if start.startswith(b"PK"):
        return _of_zip(opened(content, check_sums=False))
    if start.startswith(b"\x89HDF"):
        return "hdf5"
    if start[:1] == b"\x80" and start[1:2] in b"\x01\x02\x03\x04\x05" and start[1:2]:
        return "pickle"
    if int.from_bytes(start[:8], "little") < _HEADERS_AT_MOST and start[8:9] == b"{":
        return "safetensors"
    return ""


def _of_zip(archive: Archive) -> str:
    for kind, has in _ZIPS:
        if any(map(has, archive.parts)):
            return kind
    return "zip"
