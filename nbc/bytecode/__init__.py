"""NBC, the bytecode: the contract between the front end, the engines and the outside world.

Comes in: modules as data, JSON or `.nbc` bytes. Goes out: the same, verified, or as text to read.
Open `optable` first, then `module`.
"""

from nbc.bytecode.codec import MAGIC, decode, encode
from nbc.bytecode.disasm import describe, disassemble, disassemble_line
from nbc.bytecode.interchange import from_json, to_json
from nbc.bytecode.linking import Linked, Table, link, parts_of
from nbc.bytecode.module import Function, Instruction, Module, Parameter
from nbc.bytecode.optable import NBC_VERSION
from nbc.bytecode.touched import Effects
from nbc.bytecode.touches import effects_of_module
from nbc.bytecode.verify import verify

__all__ = [
    "MAGIC", "NBC_VERSION", "Effects", "Function", "Instruction", "Linked", "Module", "Parameter",
    "Table", "decode", "describe", "disassemble", "disassemble_line", "effects_of_module", "encode",
    "from_json", "link", "parts_of", "to_json", "verify",
]  # fmt: skip
