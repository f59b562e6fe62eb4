"""The OpenAPI document is valid, complete and true."""

import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance, response_schema_conformance, status_code_conformance,
)

schema = schemathesis.pytest.from_fixture("api")

import pytest  # noqa: E402


@pytest.fixture(scope="session")
def api(server):
    return schemathesis.openapi.from_url(f"{server.url}/openapi.json")


@pytest.fixture(scope="session")
def administrator(server):
    """A token that stays good while the fuzzer deletes what it finds."""
    return server.environment_token()


CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance, content_type_conformance]


@schema.exclude(path_regex=r"/metrics").parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_server_does_what_its_document_says(case, administrator):
    if case.path.startswith("/api/"):
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {administrator}"}
    case.call_and_validate(checks=CHECKS, timeout=20)


def test_every_route_is_described(server):
    paths = requests.get(f"{server.url}/openapi.json", timeout=10).json()["paths"]
    assert {"/oauth/token", "/keys", "/api/v1/organizations", "/api/v1/organizations:search", "/healthz", "/metrics"} <= set(paths)
    assert sum(len(operations) for operations in paths.values()) >= 30
