"""Neural-DSL: `network Name { input: ... layers: ... loss: ... optimizer: ... train { ... } }`.

`parsing` reads the text, `layers` has what each layer is, `building` makes the model.
"""

from ahr.trm.neural.building import read_neural
from ahr.trm.neural.parsing import is_neural

__all__ = ["is_neural", "read_neural"]
