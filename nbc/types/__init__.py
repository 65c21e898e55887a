"""Types as plain data, and the pure functions on them: text, joins, promotion and shape rules.

Everything public is named here. Nothing in this package imports NumPy or runs a person's code.
"""

from nbc.types.annotation import is_noodle_annotation
from nbc.types.display import display_text, display_value
from nbc.types.join import join, settled, widen, without_value
from nbc.types.of import dtype_name, type_of
from nbc.types.promote import promote, result_dtype
from nbc.types.text import parse_type, type_text

__all__ = [
    "display_text",
    "display_value",
    "dtype_name",
    "is_noodle_annotation",
    "join",
    "parse_type",
    "promote",
    "result_dtype",
    "settled",
    "type_of",
    "type_text",
    "widen",
    "without_value",
]
