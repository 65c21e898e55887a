"""The routes of models."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.models import Model, ModelChange, ModelIn, ModelListing, ModelPage

ROUTES: Final = (
    Route("GET", "/api/v1/models", lambda s, c, g: s.models.list(c, g.query),
          "models:read", "List models", ModelPage, query=ModelListing),
    Route("POST", "/api/v1/models", lambda s, c, g: s.models.create(c, g.body),
          "models:write", "Make a model, which has no version yet", Model, body=ModelIn,
          status=201, errors=("N7003", "N7005")),
    Route("GET", "/api/v1/models/{model_id}", lambda s, c, g: s.models.get(c, g.path["model_id"]),
          "models:read", "Read a model", Model, errors=("N7003",)),
    Route("PATCH", "/api/v1/models/{model_id}",
          lambda s, c, g: s.models.change(c, g.path["model_id"], g.body),
          "models:write", "Change a model", Model, body=ModelChange, errors=("N7003", "N7005")),
    Route("DELETE", "/api/v1/models/{model_id}",
          lambda s, c, g: s.models.delete(c, g.path["model_id"]),
          "models:write", "Delete a model with all its versions", status=204,
          errors=("N7003", "N7005")),
)  # fmt: skip
