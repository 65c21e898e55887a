"""The command line: `python -m nbc run|compile|disassemble|verify|step|check FILE`, also `noodle`.

A FILE is Noodle source, or NBC as `.nbc` or `.json`; `-` is standard input. The exit code is 0 if
all went well, 1 if the program has an error or raised one, 2 if the command cannot be carried out.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, final

from nbc import bytecode, frontend, importing
from nbc.errors import NoodleError, SourceError
from nbc.native.dispatch import native_code
from nbc.pipeline import Program, load, lower_cell
from nbc.render import registered_source, render, render_all
from nbc.render_exception import render_exception
from nbc.session import Session
from nbc.vm.step import Step

_DUMP_HELP = (
    "print this, and do no more",
    "print this, and do no more; llvm and asm: run, then print the native code that was made",
)
_NATIVE_DUMPS = ("llvm", "asm")
OTHERS = "noodle.commands"
"""The entry points of commands that other packages bring: functions of the words behind the name,
which give the exit code."""

_MODULE_SUFFIXES = (".nbc", ".json")


@final
@dataclass(frozen=True, slots=True)
class Input:
    """What FILE holds: source text, or an encoded module."""

    name: str
    source: str | None
    data: bytes

    @property
    def filename(self) -> str:
        return f"<noodle {self.name}>" if self.name == "stdin" else self.name


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for each in entry_points(group=OTHERS, name=words[0] if words else ""):
        other: Callable[[list[str]], int] = each.load()
        return other(words[1:])
    options = _parser().parse_args(words)
    command: Callable[[Input, argparse.Namespace], int] = options.command
    given = Input(options.file, None, b"")
    try:
        given = _read(options.file)
    except OSError as error:
        print(f"cannot read {options.file}: {error.strerror}", file=sys.stderr)
        return 2
    except SourceError as error:
        return _report(error, given)
    try:
        if options.dump and options.dump not in _NATIVE_DUMPS:
            return _dump(given, options)
        return command(given, options)
    except NoodleError as error:
        return _report(error, given)
    except BrokenPipeError:
        # Whoever read our output has enough; Python must not complain when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # dispatch: the program's
        return _report(error, given)


def _parser() -> argparse.ArgumentParser:
    others = ", ".join(sorted({each.name for each in entry_points(group=OTHERS)}))
    parser = argparse.ArgumentParser(
        prog="noodle", description="Compile and run Noodle programs.",
        epilog=f"Other commands, with their own --help: {others}." if others else None,
    )  # fmt: skip
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (command, text) in _COMMANDS.items():
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(command=command)
        sub.add_argument("file", metavar="FILE", help="Noodle source, .nbc or .json; - is stdin")
        dumps = ("tree", "nbc", "llvm", "asm") if name == "run" else ("tree", "nbc")
        sub.add_argument("--dump", choices=dumps, help=_DUMP_HELP[len(dumps) > 2])
        if name == "run":
            sub.add_argument("arguments", nargs="*", help="what the program finds in sys.argv")
        if name == "compile":
            sub.add_argument("-o", "--output", help="the file to write; .json writes JSON")
        if name == "disassemble":
            sub.add_argument("--positions", action="store_true", help="with places in the source")
        if name == "step":
            sub.add_argument("--limit", type=int, default=1000, help="steps to show at most")
    return parser


def _read(name: str) -> Input:
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    name = "stdin" if name == "-" else name
    is_module = name.endswith(_MODULE_SUFFIXES) or data.startswith(bytecode.MAGIC)
    return Input(name, None if is_module else _text(data, name), data)


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("N1002", f"{name} is not UTF-8 text: {error.reason}") from None


def _program(given: Input, session: Session) -> Program:
    if given.source is None:
        return load(given.data)
    return session.compile(given.source, source_id=given.name, filename=given.filename)


def _session(given: Input) -> Session:
    return Session({"__name__": "__main__", "__file__": given.name})


def _run(given: Input, options: argparse.Namespace) -> int:
    session = _session(given)
    program = _program(given, session)
    _warn(program)
    sys.argv = [given.name, *options.arguments]
    sys.path.insert(0, str(Path(given.name).resolve().parent))
    importing.install()
    session.execute(program)
    if options.dump:
        for text in native_code(options.dump):
            print(text)
    return 0


def _check(given: Input, options: argparse.Namespace) -> int:
    _warn(_program(given, _session(given)))
    print(f"{given.name}: no errors")
    return 0


def _compile(given: Input, options: argparse.Namespace) -> int:
    program = _program(given, _session(given))
    _warn(program)
    output = Path(options.output or f"{Path(given.name).stem}.nbc")
    if output.suffix == ".json":
        output.write_text(json.dumps(program.to_json(), indent=1) + "\n", encoding="utf-8")
    else:
        output.write_bytes(program.to_bytes())
    print(f"wrote {output}: {output.stat().st_size} bytes")
    return 0


def _disassemble(given: Input, options: argparse.Namespace) -> int:
    module = _program(given, _session(given)).module
    print(bytecode.disassemble(module, positions=options.positions), end="")
    return 0


def _verify(given: Input, options: argparse.Namespace) -> int:
    module = _program(given, _session(given)).module
    bytecode.verify(module)
    count = sum(len(function.instructions) for function in module.functions)
    print(f"{given.name}: valid NBC, {len(module.functions)} functions, {count} instructions")
    return 0


def _step(given: Input, options: argparse.Namespace) -> int:
    session = _session(given)
    stepper = session.step(_program(given, session))
    for count, step in enumerate(stepper):
        if count >= options.limit:
            print(f"stopped after {options.limit} steps (--limit)")
            break
        print(_shown(step))
    return 0


def _shown(step: Step) -> str:
    """`  3 | x = f(2)        CALL 1 ()          [5]`"""
    stack = ", ".join(_brief(value) for value in step.stack)
    indent = "  " * (step.depth - 1)
    return f"{step.line:>4} | {step.source.strip()[:32]:<32} {indent}{step.text:<28} [{stack}]"


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _dump(given: Input, options: argparse.Namespace) -> int:
    if options.dump == "nbc" or given.source is None:
        module = (
            load(given.data).module
            if given.source is None
            else lower_cell(given.source, given.name)
        )
        print(bytecode.disassemble(module), end="")
    else:
        print(ast.dump(frontend.parse(given.source, given.name), indent=2))
    return 0


def _warn(program: Program) -> None:
    for warning in program.warnings:
        text = render(warning, ansi=sys.stderr.isatty(), warning=True)
        print(text, file=sys.stderr)


def _report(error: BaseException, given: Input) -> int:
    ansi = sys.stderr.isatty()
    if isinstance(error, NoodleError) and error.code < "N5000":
        text = render_all(error, source=lambda name: _source_of(name, given), ansi=ansi)
    else:
        text = render_exception(error, source_name=lambda name: _name_of(name, given), ansi=ansi)
    print(text, file=sys.stderr)
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def _source_of(name: str, given: Input) -> str | None:
    """The text of the program, or of a module that it imports."""
    return given.source if name == given.name else registered_source(name)


def _name_of(filename: str, given: Input) -> str | None:
    return given.name if filename == given.filename else importing.source_name(filename)


_COMMANDS: dict[str, tuple[Callable[[Input, argparse.Namespace], int], str]] = {
    "run": (_run, "run a program"),
    "check": (_check, "find a program's errors without running it"),
    "compile": (_compile, "write a program as NBC"),
    "disassemble": (_disassemble, "show a program's bytecode"),
    "verify": (_verify, "check that NBC is valid"),
    "step": (_step, "run a program one instruction at a time, with the stack"),
}


if __name__ == "__main__":
    sys.exit(main())
