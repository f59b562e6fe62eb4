"""Real OAuth clients get tokens from the real server."""

import json
import os
import subprocess

import jwt
import requests
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from joserfc import jwt as joserfc_jwt
from joserfc.jwk import KeySet
from oauthlib.oauth2 import BackendApplicationClient
from requests_oauthlib import OAuth2Session as RequestsOAuthlibSession


def test_curl(server):
    command = [
        "curl", "-s", "-X", "POST", f"{server.issuer}/oauth/token",
        "-H", "Content-Type: application/x-www-form-urlencoded",
        "-d", "grant_type=client_credentials", "-d", f"client_id={server.credentials['client_id']}",
        "-d", f"client_secret={server.credentials['client_secret']}", "-d", "scope=openid profile email",
    ]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert answer["token_type"] == "Bearer"
    assert answer["scope"] == "openid"
    assert answer["expires_in"] == 86400


def test_curl_with_basic(server):
    command = [
        "curl", "-s", f"{server.issuer}/oauth/token", "-d", "grant_type=client_credentials",
        "-u", f"{server.credentials['client_id']}:{server.credentials['client_secret']}",
    ]
    assert "access_token" in json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_requests(server):
    answer = requests.post(
        f"{server.issuer}/oauth/token", data=server.form(scope="openid profile email"), timeout=10
    )
    assert answer.json()["access_token"].count(".") == 2


def test_authlib_by_post_and_basic(server):
    for method in ["client_secret_post", "client_secret_basic"]:
        session = AuthlibSession(
            server.credentials["client_id"], server.credentials["client_secret"], token_endpoint_auth_method=method
        )
        token = session.fetch_token(f"{server.issuer}/oauth/token", grant_type="client_credentials")
        assert token["access_token"]


def test_requests_oauthlib(server, monkeypatch):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    session = RequestsOAuthlibSession(client=BackendApplicationClient(client_id=server.credentials["client_id"]))
    for options in [{"include_client_id": True}, {}]:
        token = session.fetch_token(
            f"{server.issuer}/oauth/token", client_id=server.credentials["client_id"],
            client_secret=server.credentials["client_secret"], **options,
        )
        assert token["access_token"]


def test_pyjwt_validates_with_the_published_keys(server):
    token = server.token()
    key = jwt.PyJWKClient(f"{server.issuer}/keys").get_signing_key_from_jwt(token)
    claims = jwt.decode(
        token, key, algorithms=["RS256"], issuer=server.issuer, audience="https://api.example.com",
        options={"require": ["exp", "iat", "nbf", "iss", "aud", "sub", "jti"]},
    )
    assert claims["client_id"] == server.credentials["client_id"]


def test_joserfc_validates_with_the_published_keys(server):
    keys = KeySet.import_key_set(requests.get(f"{server.issuer}/keys", timeout=10).json())
    token = joserfc_jwt.decode(server.token(), keys, algorithms=["RS256"])
    assert token.header["typ"] == "at+jwt"
    assert token.claims["oid"] == server.credentials["organization_id"]


def test_openssl_validates_with_the_pem(server, tmp_path):
    token = server.token()
    signed, signature = token.rsplit(".", 1)
    (tmp_path / "signed").write_text(signed)
    (tmp_path / "signature").write_bytes(jwt.utils.base64url_decode(signature))
    kid = jwt.get_unverified_header(token)["kid"]
    (tmp_path / "key.pem").write_text(requests.get(f"{server.issuer}/keys/{kid}.pem", timeout=10).text)
    result = subprocess.run(
        ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "signed"],
        cwd=tmp_path, capture_output=True, text=True, env=os.environ,
    )
    assert result.stdout.strip() == "Verified OK", result.stderr
