"""The LLVM side of the native tier: IR text in, addresses of machine code out.

`machine_code` is the way in; `warm_up` prepares it. llvmlite is imported by the first use only.
"""

from nbc.native.llvm import blas, store, vector_math
from nbc.native.llvm.code import Loaded, cached, machine_code, text_key, warm_up
from nbc.native.llvm.remarks import Remark
from nbc.native.llvm.symbols import define_symbol, support_address

__all__ = [
    "Loaded", "Remark", "blas", "cached", "define_symbol", "machine_code", "store",
    "support_address", "text_key", "vector_math", "warm_up",
]  # fmt: skip
