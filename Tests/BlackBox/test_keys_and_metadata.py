"""What validators fetch: the key set, single keys and the metadata."""

import time

import jwt
import pytest
import requests


@pytest.mark.parametrize("document", ["oauth-authorization-server", "openid-configuration"])
def test_A14_the_issuer_of_the_metadata_is_the_configured_one(server, document):
    answer = requests.get(f"{server.url}/.well-known/{document}", timeout=10)
    assert answer.status_code == 200
    metadata = answer.json()
    assert metadata["issuer"] == server.issuer
    assert metadata["token_endpoint"] == f"{server.issuer}/oauth/token"
    assert metadata["jwks_uri"] == f"{server.issuer}/keys"
    assert metadata["grant_types_supported"] == ["client_credentials"]
    assert requests.get(metadata["jwks_uri"], timeout=10).status_code == 200


def test_A25_two_keys_from_day_one(server):
    answer = requests.get(f"{server.url}/keys", timeout=10)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    keys = answer.json()["keys"]
    assert len(keys) == 2
    assert len({key["kid"] for key in keys}) == 2
    for key in keys:
        assert set(key) == {"use", "kty", "kid", "alg", "n", "e"}
        assert (key["use"], key["kty"], key["alg"]) == ("sig", "RSA", "RS256")
        assert len(jwt.utils.base64url_decode(key["n"])) >= 256


def test_the_key_set_is_sent_once(server):
    first = requests.get(f"{server.url}/keys", timeout=10)
    again = requests.get(f"{server.url}/keys", headers={"If-None-Match": first.headers["ETag"]}, timeout=10)
    assert again.status_code == 304 and not again.content
    other = requests.get(f"{server.url}/keys", headers={"If-None-Match": '"x"'}, timeout=10)
    assert other.status_code == 200
    assert requests.get(f"{server.url}/.well-known/jwks.json", timeout=10).content == first.content
    assert requests.head(f"{server.url}/keys", timeout=10).status_code == 200


def test_an_unknown_key_is_not_found(server):
    assert requests.get(f"{server.url}/keys/snk_1.pem", timeout=10).status_code == 404


def verifies(own, token):
    key = jwt.PyJWKClient(f"{own.url}/keys", cache_keys=False).get_signing_key_from_jwt(token)
    return jwt.decode(token, key, algorithms=[jwt.get_unverified_header(token)["alg"]], options={"verify_aud": False})


def test_A25_rotation_announces_switches_and_retires(start):
    own = start(env={"MINTMARK_KEYS_MAX_AGE": "1", "MINTMARK_TOKEN_MAXIMUM_LIFETIME": "3600", "MINTMARK_TOKEN_LIFETIME": "60"})
    management = own.management()
    announced = [key for key in management.get("/keys").json()["keys"] if key["state"] == "ANNOUNCED"][0]
    old = own.token()
    answer = management.post("/keys:rotate", json={"algorithm": "ES256"})
    while answer.status_code == 400:
        detail = answer.json()["details"][0]
        assert answer.json()["code"] == 9
        assert detail["earliest_switch_time"].endswith("Z")
        time.sleep(0.1)
        answer = management.post("/keys:rotate", json={"algorithm": "ES256"})
    assert answer.status_code == 200, answer.text
    states = {key["key_id"]: key for key in answer.json()["keys"]}
    assert [key["state"] for key in states.values()] == ["RETIRING", "ACTIVE", "ANNOUNCED"]
    assert states[announced["key_id"]]["state"] == "ACTIVE"
    assert [key["algorithm"] for key in states.values()] == ["RS256", "RS256", "ES256"]
    new = own.token()
    assert jwt.get_unverified_header(new)["kid"] == announced["key_id"]
    assert verifies(own, old) and verifies(own, new)
    own.restart()
    assert verifies(own, old) and verifies(own, new) and verifies(own, own.token())


@pytest.mark.parametrize("algorithm", ["PS256", "ES256", "EdDSA"])
def test_other_algorithms_can_be_chosen(start, algorithm):
    own = start(env={"MINTMARK_KEYS_ALGORITHM": algorithm})
    token = own.token()
    assert jwt.get_unverified_header(token)["alg"] == algorithm
    assert verifies(own, token)
    assert own.management().get("/organizations").status_code == 200
