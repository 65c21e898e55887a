"""Studies in folders and files: `study.json`, and a `.trm` for each model that was made.

Each file is there whole or not at all, and the record is written after the models that it names,
so that a study that was killed goes on with all that it had finished. A saved study is the same
folder as one file, nothing compressed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ahr.bench import cpu
from ahr.formats.archive import AGAIN, Content, opened, read_content, zipped
from ahr.formats.trm import from_content, to_bytes
from ahr.formats.whole import write_whole
from ahr.models import Model
from ahr.optimise import settings as settings_json
from ahr.optimise.candidate import Candidate, from_json, key_of
from ahr.optimise.fragility import Layer, Sensitivity
from ahr.running.engines import onnx_bytes
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.optimise.study import Study

RECORD: Final = "study.json"
MODELS: Final = "models"
VERSION: Final = 1


def write_model(folder: Path, candidate: Candidate) -> None:
    """Keeps a candidate's model. Raises ModelError N6005 where it cannot be written."""
    (folder / MODELS).mkdir(parents=True, exist_ok=True)
    place = _place(folder, candidate.key)
    _write(place, to_bytes(candidate.model))
    candidate.opening = partial(_read_model, place)


def write_record(folder: Path, study: Study) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / RECORD, _record(study))


def go_on(folder: Path, study: Study) -> None:
    """Takes over what a folder has of the same study. Raises ModelError N6015 where it has that of
    another model, other data or another metric, N6005 where it is damaged."""
    if not (folder / RECORD).exists():
        if folder.exists() and any(folder.iterdir()):
            raise ModelError("N6015", f"{folder} is not empty and holds no study",
                             hint="choose another folder")  # fmt: skip
        return
    record = _parsed(read_content(folder / RECORD).data, folder)
    study.identity = identity(study)
    for name, value in study.identity.items():
        if record["identity"].get(name) != value:
            raise ModelError("N6015", f"{folder} holds a study with another {name}",
                             hint="choose another folder")  # fmt: skip
    _fill(study, record, lambda key: _read_model(_place(folder, key)), folder)


def save(study: Study, path: Path) -> None:
    """One file. Raises ModelError N6005."""
    parts = {f"{MODELS}/{each.key}.trm": to_bytes(each.model)
             for each in study.candidates if each.is_made}  # fmt: skip
    parts[RECORD] = _record(study)
    digest = hashlib.sha256(parts[RECORD]).hexdigest()
    _write(path, zipped(parts, digest.encode()))


def opened_study(path: Path, make: Callable[..., Study]) -> Study:
    """The study in a folder or a file, without its data. Raises ModelError N6005."""
    if path.is_dir():
        record = _parsed(bytes(read_content(path / RECORD).data), path)
        return _made(record, path, lambda key: _read_model(_place(path, key)), make)
    content = read_content(path)
    parts = opened(content, check_sums=True).parts
    if RECORD not in parts:
        raise ModelError("N6005", f"{path} is not a study", hint=AGAIN)
    record = _parsed(bytes(parts[RECORD]), path)
    return _made(record, path, partial(_from_part, parts, content), make)


def identity(study: Study) -> dict[str, Any]:
    """What makes two studies the same."""
    settings = study.settings
    return {
        "model": hashlib.sha256(onnx_bytes(study.model)).hexdigest(),
        "data": study.data.digest(),
        "metric": settings.metric.name,
        "batch_size": settings.batch_size,
        "threads": settings.threads,
        "seed": settings.seed,
    }


def _record(study: Study) -> bytes:
    if not study.identity:
        study.identity = identity(study)
    made = {
        "format": "noodle study", "version": VERSION, "name": study.model.name,
        "identity": study.identity, "settings": study.settings.to_json(),
        "cpu": study.cpu.to_dict(), "state": study.state, "sensitivity": study.sensitivity,
        "fragile": {ops: [each.to_json() for each in found.layers]
                    for ops, found in study.fragile.items()},
        "candidates": [each.to_json() | {"is_made": each.is_made} for each in study.candidates],
    }  # fmt: skip
    return json.dumps(made, indent=1).encode()


def _parsed(text: bytes, path: Path) -> Mapping[str, Any]:
    """The record, if it is one of this version."""
    try:
        made = json.loads(text)
        if made["format"] != "noodle study" or made["version"] != VERSION:
            raise ValueError(f"it is {made['format']} {made['version']}")
        assert isinstance(made["identity"], dict)
        assert isinstance(made["candidates"], list)
    except (KeyError, TypeError, ValueError, AssertionError, RecursionError) as error:
        raise _damaged(path, error) from None
    return made  # type: ignore[no-any-return]


def _made(
    record: Mapping[str, Any], path: Path, read: Callable[[str], Model], make: Callable[..., Study]
) -> Study:
    try:
        settings = settings_json.from_json(record["settings"])
        machine = cpu.from_dict(record["cpu"])
        study = make(read(key_of(())), settings, None, cpu=machine)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, error) from None
    study.identity = dict(record["identity"])
    _fill(study, record, read, path)
    return study


def _fill(
    study: Study, record: Mapping[str, Any], read: Callable[[str], Model], path: Path
) -> None:  # fmt: skip
    """What was found so far. What was underway is "interrupted"."""
    try:
        for each in record["candidates"]:
            candidate = from_json(each)
            if each["is_made"]:
                candidate.opening = partial(read, candidate.key)
            study.candidates.append(candidate)
        study.sensitivity = {str(name): float(drop) for name, drop in record["sensitivity"].items()}
        for ops, layers in record.get("fragile", {}).items():
            study.fragile[ops] = Sensitivity(tuple(map(Layer.from_json, layers)),
                                             study.settings.metric.name)  # fmt: skip
        study.state = "interrupted" if record["state"] == "running" else record["state"]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(path, error) from None


def _place(folder: Path, key: str) -> Path:
    if not key.isalnum():
        raise ModelError("N6006", f"{folder}: a study names a model {key!r}")
    return folder / MODELS / f"{key}.trm"


def _read_model(place: Path) -> Model:
    return from_content(read_content(place))


def _from_part(parts: Mapping[str, memoryview], content: Content, key: str) -> Model:
    part = parts.get(f"{MODELS}/{key}.trm")
    if part is None:
        raise ModelError("N6005", f"{content.path} lacks the model {key}", hint=AGAIN)
    return from_content(Content(content.path, bytes(part), content.status))


def _write(place: Path, data: bytes) -> None:
    try:
        write_whole(place, data)
    except OSError as error:
        raise ModelError("N6005", f"{place} cannot be written: {error.strerror or error}") from None


def _damaged(path: Path, error: Exception) -> ModelError:
    return ModelError("N6005", f"{path} is not a study that can be read: {error!r}", hint=AGAIN)
