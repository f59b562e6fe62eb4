"""Every endpoint of the OpenAPI document has limits for bodies, headers and rate."""

import re

import pytest
import requests

from raw import Connection

OVERSIZED = 10 << 20


def routes(server):
    """Method and path of every operation, with ids filled in."""
    names = {"organization_id": "org_1", "client_id": "m2morg_1", "secret_id": "sks_1", "kid": "snk_1",
             "webhook_id": "whe_1", "delivery_id": "whd_1"}
    paths = requests.get(f"{server.url}/openapi.json", timeout=10).json()["paths"]
    found = [
        (method.upper(), re.sub(r"{(\w+)}", lambda match: names.get(match[1], "x"), path))
        for path, operations in paths.items() for method in operations]
    assert len(found) > 30
    return found


def head(method, path, token, *more):
    lines = [f"{method} {path} HTTP/1.1", "Host: x", "Content-Type: application/json", f"Authorization: Bearer {token}", *more]
    return "\r\n".join(lines) + "\r\n\r\n"


def test_A29_an_oversized_body_is_refused_everywhere(server):
    token = server.environment_token()
    for method, path in routes(server):
        with Connection(server) as connection:
            connection.send(head(method, path, token, f"Content-Length: {OVERSIZED}"))
            assert connection.status() == 413, f"{method} {path}"


def test_A29_an_oversized_body_in_chunks_is_nowhere_read(server):
    """Routes that take a body refuse it, the others answer as if there were none and drop it."""
    token = server.environment_token()
    chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    for method, path in routes(server):
        with Connection(server) as connection:
            connection.send(head(method, path, token, "Transfer-Encoding: chunked"))
            try:
                for _ in range(20):
                    connection.send(chunk)
            except (ConnectionResetError, BrokenPipeError):
                pass
            status = connection.status()
            has_body = method in ("POST", "PATCH") and not path.startswith("/api/v1/keys") and not path.endswith((":retry", ":test", "/report"))
            taken = {413, 0} if has_body else {200, 400, 401, 404, 413, 0}
            assert status in taken, f"{method} {path}: {status}"


def test_A29_oversized_headers_are_refused_everywhere(server):
    token = server.environment_token()
    for method, path in routes(server):
        with Connection(server) as connection:
            connection.send(head(method, path, token, "X-Filler: " + "a" * 20_000))
            assert connection.status() == 431, f"{method} {path}"


def test_A29_every_endpoint_is_rate_limited(start):
    own = start(env={"MINTMARK_LIMITS_REQUESTS_PER_ADDRESS": "1"})
    token = own.environment_token()
    found = []
    while not found:
        try:
            found = routes(own)
        except (KeyError, requests.exceptions.JSONDecodeError):
            pass
    with requests.Session() as session:
        for method, path in found:
            for _ in range(10):
                answer = session.request(
                    method, own.url + path, headers={"Authorization": f"Bearer {token}"}, timeout=10,
                    data={"grant_type": "x"} if path == "/oauth/token" else None)
                if answer.status_code == 429:
                    break
            assert answer.status_code == 429, f"{method} {path}"
            assert int(answer.headers["Retry-After"]) >= 1
            assert answer.json()["error" if path.startswith("/oauth/") else "code"]


def test_A29_every_endpoint_says_so(server):
    for path, operations in requests.get(f"{server.url}/openapi.json", timeout=10).json()["paths"].items():
        for method, operation in operations.items():
            assert {"413", "429", "431"} <= set(operation["responses"]), f"{method} {path}"
