"""NBC, the bytecode: the contract between the front end, the engines and the outside world.

Comes in: modules as data, JSON or `.nbc` bytes. Goes out: the same, verified, or as text to read.
Open `optable` first, then `module`.
"""

from nbc.bytecode.codec import MAGIC, decode, encode
from nbc.bytecode.disasm import describe, disassemble, disassemble_line
from nbc.bytecode.interchange import from_json, to_json
from nbc.bytecode.module import Function, Instruction, Module, Parameter
from nbc.bytecode.optable import NBC_VERSION
from nbc.bytecode.verify import verify

__all__ = [
    "MAGIC", "NBC_VERSION", "Function", "Instruction", "Module", "Parameter", "decode", "describe",
    "disassemble", "disassemble_line", "encode", "from_json", "to_json", "verify",
]  # fmt: skip
