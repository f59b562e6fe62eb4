"""The OpenAPI document is valid, complete and true."""

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance, response_schema_conformance, status_code_conformance,
)

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance, content_type_conformance]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_server_does_what_its_document_says(server, mode):
    """Calls every operation with data that fits the document, and with data that does not."""
    token = server.environment_token()
    described = 0
    for result in schemathesis.openapi.from_url(f"{server.url}/openapi.json").get_all_operations():
        operation = result.ok()
        described += 1

        @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case):
            if case.path.startswith("/api/"):
                case.headers = {**dict(case.headers or {}), "Authorization": f"Bearer {token}"}
            case.call_and_validate(checks=CHECKS, timeout=20)

        try:
            check()
        except Unsatisfiable:
            # There is nothing to get wrong where nothing is sent.
            assert mode == GenerationMode.NEGATIVE and not operation.body and not list(operation.iter_parameters())
    assert described >= 30


def test_every_route_is_described(server):
    paths = requests.get(f"{server.url}/openapi.json", timeout=10).json()["paths"]
    assert {"/oauth/token", "/keys", "/api/v1/organizations", "/api/v1/organizations:search", "/healthz", "/metrics"} <= set(paths)
