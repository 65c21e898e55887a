"""The routes of data sets."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.uploads import Dataset, DatasetIn, DatasetListing, DatasetPage, Upload

_DATASET: Final = "/api/v1/datasets/{dataset_id}"

ROUTES: Final = (
    Route("GET", "/api/v1/datasets", lambda s, c, g: s.datasets.list(c, g.query),
          "models:read", "List data sets", DatasetPage, query=DatasetListing),
    Route("POST", "/api/v1/datasets", lambda s, c, g: s.uploads.begin_data(c, g.body),
          "models:write", "Begin the upload of a data set", Upload, body=DatasetIn, status=201,
          errors=("N7009",)),
    Route("GET", _DATASET, lambda s, c, g: s.datasets.get(c, g.path["dataset_id"]),
          "models:read", "Read which arrays a data set has", Dataset, errors=("N7003",)),
    Route("DELETE", _DATASET, lambda s, c, g: s.datasets.delete(c, g.path["dataset_id"]),
          "models:write", "Delete a data set", status=204, errors=("N7003",)),
    Route("GET", f"{_DATASET}/file", lambda s, c, g: s.datasets.file(c, g.path["dataset_id"]),
          "models:read", "Download a data set", errors=("N7003", "N7035"), gives_file=True),
)  # fmt: skip
