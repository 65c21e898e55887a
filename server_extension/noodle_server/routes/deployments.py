"""The routes of deployments, and of the Open Inference Protocol by their names."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.deployments import (
    Deployment,
    DeploymentChange,
    DeploymentIn,
    DeploymentListing,
    DeploymentMetrics,
    DeploymentPage,
    InferIn,
    InferOut,
    InferQuery,
    MetricsQuery,
)
from noodle_server.schemas.open_inference import (
    Live,
    ModelMetadata,
    ModelReady,
    OpenInferIn,
    OpenInferOut,
    Ready,
    ServerMetadata,
)

_ALL: Final = "/api/v1/deployments"
_ONE: Final = f"{_ALL}/{{deployment_id}}"
_MODEL: Final = "/v2/models/{deployment_name}"
_VERSION: Final = f"{_MODEL}/versions/{{version}}"
_ASKED: Final = ("N7003", "N7060", "N7061", "N7062", "N7063", "N7064")
_OF_MODEL: Final = ("N7003", "N7060")

ROUTES: Final = (
    Route("GET", _ALL, lambda s, c, g: s.deployments.list(c, g.query),
          "deployments:read", "List deployments", DeploymentPage, query=DeploymentListing),
    Route("POST", _ALL, lambda s, c, g: s.deployments.create(c, g.body),
          "deployments:write", "Deploy a version of a model", Deployment, body=DeploymentIn,
          status=201, errors=("N7003", "N7005", "N7065")),
    Route("GET", _ONE, lambda s, c, g: s.deployments.get(c, g.path["deployment_id"]),
          "deployments:read", "Read a deployment and how it stands", Deployment,
          errors=("N7003",)),
    Route("PATCH", _ONE, lambda s, c, g: s.deployments.change(c, g.path["deployment_id"], g.body),
          "deployments:write", "Let a deployment serve another version, without a gap", Deployment,
          body=DeploymentChange, errors=("N7003", "N7005")),
    Route("DELETE", _ONE, lambda s, c, g: s.deployments.delete(c, g.path["deployment_id"]),
          "deployments:write", "Delete a deployment; who has asked is answered", status=204,
          errors=("N7003",)),
    Route("POST", f"{_ONE}/start", lambda s, c, g: s.deployments.start(c, g.path["deployment_id"]),
          "deployments:write", "Start a deployment, or try again what has failed", Deployment,
          errors=("N7003", "N7065")),
    Route("POST", f"{_ONE}/stop", lambda s, c, g: s.deployments.stop(c, g.path["deployment_id"]),
          "deployments:write", "Stop a deployment; who has asked is answered", Deployment,
          errors=("N7003",)),
    Route("GET", f"{_ONE}/metrics",
          lambda s, c, g: s.deployments.metrics(c, g.path["deployment_id"], g.query),
          "deployments:read", "Latency, batches and errors of the last seconds",
          DeploymentMetrics, query=MetricsQuery, errors=("N7003",)),
    Route("POST", f"{_ONE}/infer",
          lambda s, c, g: s.inference.infer(c, g.path["deployment_id"], g.body, g.query),
          "deployments:execute", "Ask a deployment, with inputs by name", InferOut, body=InferIn,
          query=InferQuery, is_raw=True, is_limited=False, errors=_ASKED),
    Route("GET", "/v2", lambda s, c, g: s.inference.server(), None,
          "Open Inference Protocol: what the server is", ServerMetadata, is_limited=False,
          is_open=True),
    Route("GET", "/v2/health/live", lambda s, c, g: s.inference.live(), None,
          "Open Inference Protocol: whether the server runs", Live, is_limited=False,
          is_open=True),
    Route("GET", "/v2/health/ready", lambda s, c, g: s.inference.ready(), None,
          "Open Inference Protocol: whether all that is to run was started", Ready,
          is_limited=False, is_open=True, errors=("N7060",)),
    *(row for path in (_MODEL, _VERSION) for row in (
        Route("GET", path,
              lambda s, c, g: s.inference.model(c, g.path["deployment_name"],
                                                g.path.get("version")),
              "deployments:read", "Open Inference Protocol: what a deployment takes and gives",
              ModelMetadata, is_limited=False, is_open=True, errors=_OF_MODEL),
        Route("GET", f"{path}/ready",
              lambda s, c, g: s.inference.model_ready(c, g.path["deployment_name"],
                                                      g.path.get("version")),
              "deployments:read", "Open Inference Protocol: whether a deployment answers",
              ModelReady, is_limited=False, is_open=True, errors=_OF_MODEL),
        Route("POST", f"{path}/infer",
              lambda s, c, g: s.inference.infer_named(c, g.path["deployment_name"],
                                                      g.path.get("version"), g.body, g.query),
              "deployments:execute", "Open Inference Protocol: ask a deployment", OpenInferOut,
              body=OpenInferIn, query=InferQuery, is_raw=True, is_limited=False, is_open=True,
              errors=_ASKED),
    )),
)  # fmt: skip
