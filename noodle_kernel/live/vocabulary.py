"""The words that an editor shows as Noodle's own: builtins, types, decorators."""

from __future__ import annotations

from nbc import names_without_import
from nbc.types.model import SCALARS


def words() -> dict[str, list[str]]:
    """`names`: what every cell has without an import; `types`: the scalar types."""
    types = sorted(SCALARS)
    return {"names": sorted(names_without_import() - set(types)), "types": types}
