"""The routes of versions and of the aliases that name them."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.models import (
    AliasHistory,
    AliasIn,
    AliasList,
    AliasShown,
    ModelVersion,
    VersionChange,
    VersionIn,
    VersionListing,
    VersionPage,
)

_MODEL: Final = "/api/v1/models/{model_id}"
_VERSION: Final = f"{_MODEL}/versions/{{version}}"
_ALIAS: Final = f"{_MODEL}/aliases/{{alias}}"

ROUTES: Final = (
    Route("GET", f"{_MODEL}/versions",
          lambda s, c, g: s.versions.list(c, g.path["model_id"], g.query),
          "models:read", "List the versions of a model", VersionPage, query=VersionListing,
          errors=("N7003",)),
    Route("POST", f"{_MODEL}/versions",
          lambda s, c, g: s.versions.register(c, g.path["model_id"], g.body),
          "models:write", "Make a version of a file that a job has made", ModelVersion,
          body=VersionIn, status=201, errors=("N7003", "N7005")),
    Route("GET", _VERSION,
          lambda s, c, g: s.versions.get(c, g.path["model_id"], int(g.path["version"])),
          "models:read", "Read a version", ModelVersion, errors=("N7003",)),
    Route("PATCH", _VERSION,
          lambda s, c, g: s.versions.change(c, g.path["model_id"], int(g.path["version"]), g.body),
          "models:write", "Change what is known of a version", ModelVersion, body=VersionChange,
          errors=("N7003",)),
    Route("DELETE", _VERSION,
          lambda s, c, g: s.versions.delete(c, g.path["model_id"], int(g.path["version"])),
          "models:write", "Delete a version that no alias names", status=204,
          errors=("N7003", "N7005")),
    Route("GET", f"{_VERSION}/file",
          lambda s, c, g: s.versions.file(c, g.path["model_id"], int(g.path["version"])),
          "models:read", "Download the file of a version", errors=("N7003", "N7035"),
          gives_file=True),
    Route("GET", f"{_MODEL}/aliases", lambda s, c, g: s.versions.aliases(c, g.path["model_id"]),
          "models:read", "List the aliases of a model", AliasList, errors=("N7003",)),
    Route("GET", _ALIAS,
          lambda s, c, g: s.versions.alias(c, g.path["model_id"], g.path["alias"]),
          "models:read", "Read which version an alias names", AliasShown, errors=("N7003",)),
    Route("PUT", _ALIAS,
          lambda s, c, g: s.versions.set_alias(c, g.path["model_id"], g.path["alias"], g.body),
          "models:write", "Let an alias name a version", AliasShown, body=AliasIn,
          errors=("N7003", "N7005")),
    Route("DELETE", _ALIAS,
          lambda s, c, g: s.versions.remove_alias(c, g.path["model_id"], g.path["alias"]),
          "models:write", "Remove an alias", status=204, errors=("N7003",)),
    Route("GET", f"{_ALIAS}/history",
          lambda s, c, g: s.versions.history(c, g.path["model_id"], g.path["alias"]),
          "models:read", "Which version an alias named when", AliasHistory, errors=("N7003",)),
)  # fmt: skip
