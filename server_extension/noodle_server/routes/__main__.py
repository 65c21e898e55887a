"""`python -m noodle_server.routes`: prints the OpenAPI document, of which the front end's types are
made (`npm run schema` in labextension/)."""

from __future__ import annotations

import json

from noodle_server.rest.openapi import document
from noodle_server.routes import ROUTES

if __name__ == "__main__":
    print(json.dumps(document(ROUTES), indent=1, ensure_ascii=False))
