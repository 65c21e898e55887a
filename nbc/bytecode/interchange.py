"""The JSON form of a module, which the API serves and accepts.

    {"instructions": [{"opcode": "PUSH", "operands": ["a"]}], "constants": {}, "variables": ["a"]}

is the cell's own body; beside it may stand `functions` (from index 1), `line_table`, `types`,
`source`, `source_id`, `metadata`, `version`, and in each function what `Function` has. Where there
is no line table, the source becomes the disassembly and every position is its line there. What
JSON has no word for is written as an object, see `interchange_values`. `from_json` checks the form
(N4001, N4003, N4007); whether the NBC is valid is `verify`'s question.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nbc.bytecode.disasm import listing
from nbc.bytecode.interchange_values import (
    Form,
    expect,
    from_constant,
    malformed,
    position,
    to_constant,
    to_tuples,
)
from nbc.bytecode.module import Function, Instruction, Module, Parameter
from nbc.bytecode.optable import BY_NAME, NBC_VERSION, Op
from nbc.errors import NO_POSITION, VerifyError

MAX_JSON = 256 * 2**20
_CELL_NAME = "cell"
_BODY_KEYS = ("instructions", "variables", "line_table", "kind", "name", "qualname", "parameters",
              "docstring", "returns", "returns_annotated", "is_generator", "position")  # fmt: skip
_MODULE_KEYS = (*_BODY_KEYS, "constants", "functions", "types", "source", "source_id", "metadata",
                "version")  # fmt: skip


def to_json(module: Module) -> dict[str, Any]:
    """The module as what `json.dumps` takes. `from_json` gives an equal one back."""
    body = module.body
    document = _function_json(body, _CELL_NAME)
    if body.kind == "cell" and set(body.variables.values()) <= {"global"}:
        document["variables"] = list(body.variables)
    document["constants"] = {key: to_constant(v) for key, v in module.constants.items()}
    document["functions"] = [_function_json(function, None) for function in module.functions[1:]]
    document["types"] = dict(module.types)
    document["source_id"] = module.source_id
    document["source"] = module.source
    document["metadata"] = dict(module.metadata)
    document["version"] = module.version
    return document


def from_json(data: str | bytes | Mapping[str, Any]) -> Module:
    """The module that a JSON text, or what was parsed from one, describes."""
    document = _parse(data) if isinstance(data, str | bytes) else data
    form = Form(document, "the module", _MODULE_KEYS)
    version = form.get("version", int, NBC_VERSION)
    if version != NBC_VERSION:
        raise VerifyError(
            "N4002",
            f"this module is version {version} of NBC; Noodle here reads {NBC_VERSION}",
            hint="compile it again from its source",
        )
    constants = form.get("constants", dict, {})
    bodies = [document, *form.get("functions", list, [])]
    keys = (_MODULE_KEYS, *[_BODY_KEYS] * len(bodies))
    forms = [Form(body, f"function {i}", keys[i]) for i, body in enumerate(bodies)]
    module = Module(
        functions=tuple(_function(body, index) for index, body in enumerate(forms)),
        constants={key: from_constant(value) for key, value in constants.items()},
        types=form.texts("types"),
        source_id=form.get("source_id", str, "module"),
        source=form.optional("source", str),
        metadata=form.texts("metadata"),
        version=version,
    )
    tabled = {"line_table" in body.fields for body in forms}
    if len(tabled) > 1:
        raise malformed("some functions have a line table and some have none")
    return module if tabled == {True} else _with_listing(module)


def _parse(data: str | bytes) -> Mapping[str, Any]:
    if len(data) > MAX_JSON:
        raise VerifyError("N4007", f"the JSON text is larger than {MAX_JSON} bytes")
    try:
        parsed = json.loads(data, object_pairs_hook=_unique, parse_constant=_no_constant)
    except RecursionError:
        raise VerifyError("N4007", "the JSON text nests too deeply") from None
    except (ValueError, UnicodeError) as error:
        raise malformed(f"the text is not JSON: {error}") from None
    return expect(parsed, dict, "the module")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise malformed(f"the key {twice[:60]!r} stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise malformed(f"{name} is not JSON; write a constant that is one as {{'float': ...}}")


def _function_json(function: Function, default_name: str | None) -> dict[str, Any]:
    document: dict[str, Any] = {
        "instructions": [_instruction_json(instruction) for instruction in function.instructions],
        "variables": dict(function.variables),
        "line_table": [list(instruction.position) for instruction in function.instructions],
    }
    if default_name is None:
        document |= {"kind": function.kind, "name": function.name}
    elif function.name != default_name:
        document["name"] = function.name
    if function.parameters:
        document["parameters"] = [_parameter_json(parameter) for parameter in function.parameters]
    for key, plain in _OPTIONAL.items():
        value = getattr(function, key)
        if value != plain:
            document[key] = list(value) if key == "position" else value
    return document


_OPTIONAL: dict[str, Any] = {
    "qualname": "", "docstring": None, "returns": None, "returns_annotated": False,
    "is_generator": False, "position": NO_POSITION,
}  # fmt: skip


def _instruction_json(instruction: Instruction) -> dict[str, Any]:
    if not instruction.operands:
        return {"opcode": instruction.op.name}
    return {"opcode": instruction.op.name, "operands": [_to_lists(v) for v in instruction.operands]}


def _to_lists(value: Any) -> Any:
    return [_to_lists(item) for item in value] if isinstance(value, tuple) else value


def _parameter_json(parameter: Parameter) -> dict[str, Any]:
    document: dict[str, Any] = {"name": parameter.name}
    for key, plain in _PARAMETER.items():
        value = getattr(parameter, key)
        if value != plain:
            document[key] = list(value) if key == "position" else value
    return document


_PARAMETER: dict[str, Any] = {
    "kind": "positional", "has_default": False, "type": None, "annotated": False,
    "position": NO_POSITION,
}  # fmt: skip


def _function(form: Form, index: int) -> Function:
    kind = form.get("kind", str, "function" if index else "cell")
    name = form.get("name", str, f"function_{index}" if index else _CELL_NAME)
    scope = "local" if index else "global"
    return Function(
        name=name,
        kind=kind,
        instructions=_instructions(form),
        variables=_variables(form, scope),
        parameters=tuple(
            _parameter(Form(item, f"a parameter of {form.what}", ("name", *_PARAMETER)))
            for item in form.get("parameters", list, [])
        ),
        qualname=form.get("qualname", str, ""),
        docstring=form.optional("docstring", str),
        returns=form.optional("returns", str),
        returns_annotated=form.get("returns_annotated", bool, False),
        is_generator=form.get("is_generator", bool, False),
        position=position(form.get("position", list, list(NO_POSITION)), form.what),
    )


def _variables(form: Form, scope: str) -> dict[str, str]:
    """A list of names, or names with their scopes."""
    given = form.fields.get("variables", [])
    if isinstance(given, list):
        names = [expect(name, str, f"a variable of {form.what}") for name in given]
        if len(set(names)) < len(names):
            raise malformed(f"a variable of {form.what} stands twice")
        return dict.fromkeys(names, scope)
    return form.texts("variables")


def _parameter(form: Form) -> Parameter:
    return Parameter(
        form.need("name", str), form.get("kind", str, "positional"),
        form.get("has_default", bool, False), form.optional("type", str),
        form.get("annotated", bool, False),
        position(form.get("position", list, list(NO_POSITION)), form.what),
    )  # fmt: skip


def _instructions(form: Form) -> tuple[Instruction, ...]:
    given = form.need("instructions", list)
    table = form.get("line_table", list, [NO_POSITION] * len(given))
    if len(table) != len(given):
        raise malformed(f"the line table of {form.what} has {len(table)} rows, not {len(given)}")
    return tuple(
        _instruction(Form(item, f"instruction {place} of {form.what}", ("opcode", "operands")), row)
        for place, (item, row) in enumerate(zip(given, table, strict=True))
    )


def _instruction(form: Form, row: Any) -> Instruction:
    name = form.need("opcode", str)
    op = BY_NAME.get(name)
    if op is None:
        raise VerifyError("N4003", f"{form.what}: there is no opcode {name[:60]!r}")
    operands = _operands(form, op, form.get("operands", list, []))
    return Instruction(op, operands, position(row, form.what))


def _operands(form: Form, op: Op, given: Sequence[Any]) -> tuple[Any, ...]:
    """Lists become tuples. A list of names or items may be left out at the end if it is empty."""
    missing = op.operands[len(given) :]
    if missing and all(operand.kind in ("names", "shape") for operand in missing):
        given = [*given, *([] for _ in missing)]
    if len(given) != len(op.operands):
        raise VerifyError("N4003", f"{form.what} ({op.name}) takes {len(op.operands)} operands")
    return tuple(to_tuples(value, form.what) for value in given)


def _with_listing(module: Module) -> Module:
    """The module with its own disassembly as its source."""
    source, places = listing(module)
    functions = tuple(
        replace(
            function,
            instructions=tuple(
                instruction._replace(position=place)
                for instruction, place in zip(function.instructions, rows, strict=True)
            ),
        )
        for function, rows in zip(module.functions, places, strict=True)
    )
    return replace(module, functions=functions, source=source)
