"""The routes of uploads."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.uploads import ModelUploadIn, Upload, UploadListing, UploadPage

_UPLOAD: Final = "/api/v1/uploads/{upload_id}"
_SENT: Final = ("N7003", "N7005", "N7009", "N7011", "N7031")

ROUTES: Final = (
    Route("POST", "/api/v1/models/{model_id}/uploads",
          lambda s, c, g: s.uploads.begin_model(c, g.path["model_id"], g.body),
          "models:write", "Begin the upload of a version", Upload, body=ModelUploadIn, status=201,
          errors=("N7003", "N7005", "N7009")),
    Route("GET", "/api/v1/uploads", lambda s, c, g: s.uploads.list(c, g.query),
          "models:read", "List uploads", UploadPage, query=UploadListing),
    Route("GET", _UPLOAD, lambda s, c, g: s.uploads.get(c, g.path["upload_id"]),
          "models:read", "How much of an upload is there, and what it became", Upload,
          errors=("N7003",)),
    Route("PUT", _UPLOAD, lambda s, c, g: s.uploads.get(c, g.path["upload_id"]),
          "models:write", "Send the next piece of an upload", Upload, takes_bytes=True,
          errors=_SENT),
    Route("PATCH", _UPLOAD, lambda s, c, g: s.uploads.get(c, g.path["upload_id"]),
          "models:write", "Send the next piece of an upload, as with PUT", Upload,
          takes_bytes=True, errors=_SENT),
    Route("DELETE", _UPLOAD, lambda s, c, g: s.uploads.abandon(c, g.path["upload_id"]),
          "models:write", "Forget an upload", status=204, errors=("N7003",)),
    Route("POST", f"{_UPLOAD}/complete", lambda s, c, g: s.uploads.complete(c, g.path["upload_id"]),
          "models:write", "Have an upload looked at, all of which is there", Upload, status=202,
          errors=("N7003", "N7005", "N7009", "N7030")),
)  # fmt: skip
