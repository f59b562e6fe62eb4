"""The unmodified Scalekit SDK validates tokens inside a Flask application."""

import threading
import time

import flask
import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from scalekit import ScalekitClient
from scalekit.common.scalekit import TokenValidationOptions
from werkzeug.serving import make_server

AUDIENCE = "https://api.example.com"


@pytest.fixture(scope="module")
def sdk(server):
    return ScalekitClient(
        server.issuer, server.credentials["environment_client_id"], server.credentials["environment_client_secret"]
    )


@pytest.fixture(scope="module")
def api(server, sdk):
    """The address of a Flask application that protects /api/data with each of the SDK's three calls."""
    app = flask.Flask("api")
    options = TokenValidationOptions(issuer=server.issuer, audience=[AUDIENCE], required_scopes=["read:data"])

    def get_claims(token):
        return sdk.validate_access_token_and_get_claims(token, options=options, audience=AUDIENCE)

    def is_valid(token):
        if not sdk.validate_access_token(token, options=options):
            raise ValueError("the SDK refuses the token")
        return {}

    def validate(token):
        return sdk.validate_token(token, options=options)

    calls = {"claims": get_claims, "bool": is_valid, "token": validate}

    @app.get("/api/data/<call>")
    def data(call):
        scheme, _, token = flask.request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not token:
            return {"error": "token missing"}, 401
        try:
            return {"claims": calls[call](token)}
        except Exception as error:  # noqa: BLE001 - the SDK lets KeyError and others out
            return {"error": type(error).__name__}, 401

    running = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}/api/data"
    running.shutdown()


def status(api, call, token):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return requests.get(f"{api}/{call}", headers=headers, timeout=10).status_code


CALLS = ["claims", "bool", "token"]


@pytest.mark.parametrize("call", CALLS)
def test_a_good_token_gets_200(server, api, call):
    assert status(api, call, server.token()) == 200


@pytest.fixture(scope="module")
def bad_tokens(server):
    """A token of every bad kind, made by the server itself where it can make one."""
    management = server.management()
    clients = f"{server.organization}/clients"

    def registered(**fields):
        made = management.make(clients, **{"name": "bad", "scopes": ["read:data"], "audience": [AUDIENCE], **fields})
        return server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])

    good = server.token()
    header, payload, signature = good.split(".")
    claims = jwt.decode(good, options={"verify_signature": False})
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kid = jwt.get_unverified_header(good)["kid"]
    tokens = {
        "no token": "",
        "not a token": "abc",
        "expired": registered(expiry=1),
        "wrong audience": registered(audience=["https://other.example.com"]),
        "missing scope": registered(scopes=["write:data"]),
        "tampered payload": f"{header}.{payload[:-2] + ('AA' if payload[-2:] != 'AA' else 'BB')}.{signature}",
        "tampered signature": f"{header}.{payload}.{'A' * len(signature)}",
        "alg none": jwt.encode(claims, None, algorithm="none", headers={"kid": kid}),
        "alg HS256": jwt.encode(claims, "x" * 32, algorithm="HS256", headers={"kid": kid}),
        "wrong issuer": jwt.encode({**claims, "iss": "https://evil"}, stranger, algorithm="RS256", headers={"kid": kid}),
        "stranger's key": jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": kid}),
        "unknown kid": jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": "snk_1"}),
    }
    expiry = jwt.decode(tokens["expired"], options={"verify_signature": False})["exp"]
    while time.time() < expiry:
        time.sleep(0.05)
    return tokens


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "kind",
    ["no token", "not a token", "expired", "wrong audience", "missing scope", "tampered payload", "tampered signature",
     "alg none", "alg HS256", "wrong issuer", "stranger's key", "unknown kid"],
)
def test_a_bad_token_gets_401(api, bad_tokens, kind, call):
    assert status(api, call, bad_tokens[kind]) == 401


def test_the_claims_are_those_that_the_sdk_documents(server, sdk):
    claims = sdk.validate_access_token_and_get_claims(server.token())
    assert claims["oid"] == server.credentials["organization_id"]
    assert claims["scopes"] == ["openid", "read:data", "write:data"]
    assert claims["aud"] == [AUDIENCE]


def test_a_wrong_issuer_option_is_refused(server, sdk):
    options = TokenValidationOptions(issuer="https://other.example.com", audience=[AUDIENCE])
    assert not sdk.validate_access_token(server.token(), options=options)


def test_a_slash_at_the_end_of_the_url_is_tolerated(server):
    client = ScalekitClient(
        server.issuer + "/", server.credentials["environment_client_id"],
        server.credentials["environment_client_secret"],
    )
    assert client.validate_access_token(server.token())


def test_a_wrong_secret_raises(server):
    with pytest.raises(Exception):  # noqa: B017 - the SDK's own type varies by version
        ScalekitClient(server.issuer, server.credentials["environment_client_id"], "wrong")
