"""GET /oauth/verify, where gateways ask whether a request may pass."""

import time

import jwt
import pytest
import requests

AUDIENCE = "https://api.example.com"


def ask(server, token=None, method="GET", headers=None, **query):
    headers = dict(headers or {})
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return requests.request(method, f"{server.url}/oauth/verify", params=query, headers=headers, timeout=10)


def test_a_good_token_passes_and_is_described(server):
    answer = ask(server, server.token(), audience=AUDIENCE, scope="read:data openid")
    assert answer.status_code == 200 and not answer.content
    assert answer.headers["X-Client-Id"] == server.credentials["client_id"]
    assert answer.headers["X-Organization-Id"] == server.credentials["organization_id"]
    assert answer.headers["X-Scopes"] == "openid read:data write:data"
    assert answer.headers["Cache-Control"] == "no-store"


def test_several_audiences_mean_any(server):
    answer = ask(server, server.token(), audience=["https://other.example.com", AUDIENCE])
    assert answer.status_code == 200


def test_R5_the_audience_is_always_checked(server):
    """Without the parameter, the environment's default audience is asked for."""
    assert ask(server, server.token()).status_code == 401
    assert ask(server, server.environment_token()).status_code == 200
    refused = ask(server, server.token(), audience="https://other.example.com")
    assert refused.status_code == 401 and 'error="invalid_token"' in refused.headers["WWW-Authenticate"]


def test_R8_a_missing_scope_is_403_a_missing_token_401_without_error(server):
    refused = ask(server, server.token(scope="openid"), audience=AUDIENCE, scope="read:data")
    assert refused.status_code == 403
    challenge = refused.headers["WWW-Authenticate"]
    assert 'error="insufficient_scope"' in challenge and 'scope="read:data"' in challenge
    missing = ask(server, audience=AUDIENCE)
    assert (missing.status_code, missing.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_R9_a_token_in_the_query_is_refused(server):
    assert ask(server, access_token=server.token(), audience=AUDIENCE).status_code == 400


@pytest.mark.parametrize("token", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_a_bad_token_is_401(server, token):
    assert ask(server, token, audience=AUDIENCE).status_code == 401


def test_an_expired_token_and_one_of_a_deleted_client_are_401(server, management, organization):
    def registered(**fields):
        made = management.make(f"{organization}/clients", audience=[AUDIENCE], **fields)
        client = {"client_id": made["client"]["client_id"], "client_secret": made["plain_secret"]}
        return client["client_id"], server.token(**client)

    client, token = registered(expiry=1)
    assert ask(server, token, audience=AUDIENCE).status_code == 200
    expiry = jwt.decode(token, options={"verify_signature": False})["exp"]
    while time.time() < expiry:
        time.sleep(0.05)
    assert ask(server, token, audience=AUDIENCE).status_code == 401
    client, token = registered()
    assert ask(server, token, audience=AUDIENCE).status_code == 200
    assert management.delete(f"{organization}/clients/{client}").status_code == 200
    assert ask(server, token, audience=AUDIENCE).status_code == 401


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_gateways_ask_with_the_method_they_hold(server, method):
    assert ask(server, server.token(), method=method, audience=AUDIENCE).status_code == 200
