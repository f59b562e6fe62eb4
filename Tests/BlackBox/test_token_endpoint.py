"""POST /oauth/token over a real socket (RFC 6749 §3.2, §4.4, §5)."""

import base64
import statistics
import time
from urllib.parse import quote

import jwt
import pytest
import requests


def basic(identifier, secret):
    return {"Authorization": "Basic " + base64.b64encode(f"{identifier}:{secret}".encode()).decode()}


GRANT = {"grant_type": "client_credentials"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_A1_only_post_is_taken(server, method):
    answer = requests.request(method, f"{server.url}/oauth/token", params=server.form(), timeout=10)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert answer.json()["error"] == "invalid_request"


@pytest.mark.parametrize("name", ["grant_type", "client_id", "client_secret", "scope"])
def test_A1_repeated_parameters_are_refused(server, name):
    pairs = list(server.form(scope="openid").items()) + [(name, "x")]
    answer = server.ask(pairs)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert name in answer.json()["error_description"]


def test_A2_credentials_in_the_url_are_refused(server):
    answer = requests.post(f"{server.url}/oauth/token", params=server.form(), data=GRANT, timeout=10)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert server.credentials["client_secret"] not in answer.text


def test_A2_basic_is_form_decoded(server):
    identifier = "".join(f"%{ord(character):02X}" for character in server.credentials["client_id"])
    secret = quote(server.credentials["client_secret"]).replace("m", "%6D", 1)
    assert server.ask(GRANT, headers=basic(identifier, secret)).status_code == 200


def test_A3_two_methods_are_refused(server):
    headers = basic(server.credentials["client_id"], server.credentials["client_secret"])
    answer = server.ask(server.form(), headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_A4_unknown_client_and_wrong_secret_answer_alike(server):
    answers = [
        server.ask(server.form(client_secret="wrong")),
        server.ask(server.form(client_secret=server.credentials["client_secret"][:-1])),
        server.ask(server.form(client_id="m2morg_1")),
        server.ask(server.form(client_id="nobody")),
        server.ask(GRANT, headers=basic("m2morg_1", "x")),
        server.ask(GRANT, headers=basic(server.credentials["client_id"], "x")),
    ]
    for answer in answers:
        assert answer.status_code == 401
        assert answer.content == answers[0].content
        assert answer.json()["error"] == "invalid_client"
        assert answer.headers["WWW-Authenticate"].startswith("Basic ")


def test_A4_unknown_client_and_wrong_secret_take_the_same_time(server):
    """Medians of many interleaved requests; a store read or a skipped hash would show as a factor."""
    kinds = {"unknown": server.form(client_id="m2morg_1234567890123"), "wrong": server.form(client_secret="x" * 40)}
    times = {kind: [] for kind in kinds}
    with requests.Session() as session:
        for _ in range(400):
            for kind, form in kinds.items():
                start = time.perf_counter()
                server.ask(form, session=session)
                times[kind].append(time.perf_counter() - start)
    ratio = statistics.median(times["unknown"]) / statistics.median(times["wrong"])
    assert 0.75 < ratio < 1.33, ratio


def test_A5_guessing_is_throttled_for_that_address_and_client(start):
    own = start(env={"MINTMARK_LIMITS_FAILED_AUTHENTICATIONS": "5"})
    codes = [own.ask(own.form(client_secret="wrong")).status_code for _ in range(8)]
    assert codes == [401] * 5 + [429] * 3
    refused = own.ask()
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert own.environment_token()

    class OtherAddress(requests.adapters.HTTPAdapter):
        def init_poolmanager(self, *arguments, **options):
            super().init_poolmanager(*arguments, source_address=("127.0.0.2", 0), **options)

    with requests.Session() as session:
        session.mount("http://", OtherAddress())
        assert own.ask(session=session).status_code == 200


def test_A6_answers_are_stored_by_no_cache(server):
    for answer in [server.ask(), server.ask({}), server.ask(server.form(client_secret="x"))]:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Pragma"] == "no-cache"
        assert answer.headers["Content-Type"] == "application/json"


def test_A7_there_is_no_refresh_token(server):
    assert set(server.ask().json()) == {"access_token", "token_type", "expires_in", "scope"}


@pytest.mark.parametrize(
    "asked, granted",
    [(None, "openid read:data write:data"), ("write:data openid", "openid write:data"), ("openid profile email", "openid")],
)
def test_A8_the_grant_is_what_is_registered(server, asked, granted):
    assert server.ask(server.form(scope=asked)).json()["scope"] == granted


def test_A8_nothing_in_common_is_refused_and_the_choice_named(server):
    answer = server.ask(server.form(scope="admin"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")
    assert "read:data" in answer.json()["error_description"]


@pytest.mark.parametrize("grant", ["password", "authorization_code", "refresh_token", "", "urn:x"])
def test_A9_other_grants_are_absent(server, grant):
    expected = "unsupported_grant_type" if grant else "invalid_request"
    answer = server.ask({**server.form(), "grant_type": grant, "username": "u", "password": "p"})
    assert (answer.status_code, answer.json()["error"]) == (400, expected)


def test_A10_the_audience_can_only_be_narrowed(server, management, organization):
    made = management.make(f"{organization}/clients", audience=["https://a.example", "https://b.example"])
    client = {"client_id": made["client"]["client_id"], "client_secret": made["plain_secret"]}
    claims = jwt.decode(server.token(**client, audience="https://b.example"), options={"verify_signature": False})
    assert claims["aud"] == ["https://b.example"]
    answer = server.ask(server.form(**client, resource="https://c.example"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_target")
    assert "https://a.example" in answer.json()["error_description"]


def test_A13_nobody_chooses_a_client_id(server, management, organization):
    made = management.make(f"{organization}/clients", name="n", client_id="admin")
    assert made["client"]["client_id"].startswith("m2morg_")
    token = server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
    assert jwt.decode(token, options={"verify_signature": False})["sub"] == made["client"]["client_id"]


def test_A16_header_and_claims(server):
    token = server.token()
    header = jwt.get_unverified_header(token)
    assert header["alg"] == "RS256" and header["typ"] == "at+jwt" and header["kid"].startswith("snk_")
    claims = jwt.decode(token, options={"verify_signature": False})
    now = time.time()
    assert set(claims) == {
        "iss", "sub", "aud", "exp", "iat", "nbf", "jti", "client_id", "oid", "scope", "scopes",
        "secret_id",
    }
    assert claims["iss"] == server.issuer
    assert claims["sub"] == claims["client_id"] == server.credentials["client_id"]
    assert claims["exp"] - claims["iat"] == 86400
    assert claims["iat"] == claims["nbf"] <= now < claims["iat"] + 5
    assert claims["jti"].startswith("tkn_")
    assert claims["scopes"] == claims["scope"].split()


def test_A17_without_a_registered_audience_the_default_is_used(server, management, organization):
    made = management.make(f"{organization}/clients", name="n")
    token = server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
    assert jwt.decode(token, options={"verify_signature": False})["aud"] == [server.issuer]


def test_custom_claims_are_nested_and_replace_nothing(server, management, organization):
    made = management.make(
        f"{organization}/clients", custom_claims=[{"key": "iss", "value": "evil"}, {"key": "plan", "value": "é\"\\"}]
    )
    token = server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["iss"] == server.issuer
    assert claims["custom_claims"] == {"iss": "evil", "plan": "é\"\\"}


def test_a_bearer_header_is_ignored(server):
    for value in ["Bearer x", "bearer " + server.token()]:
        assert server.ask(headers={"Authorization": value}).status_code == 200


def test_a_doubled_slash_is_tolerated(server):
    assert requests.post(f"{server.url}//oauth/token", data=server.form(), timeout=10).status_code == 200


def test_every_token_has_an_id_of_its_own(server):
    ids = {jwt.decode(server.token(), options={"verify_signature": False})["jti"] for _ in range(50)}
    assert len(ids) == 50


def test_strict_scopes_and_the_token_type_are_settings(start):
    own = start(env={"MINTMARK_TOKEN_STRICT_SCOPES": "true", "MINTMARK_TOKEN_TYPE": "JWT", "MINTMARK_TOKEN_LIFETIME": "60"})
    assert own.ask(own.form(scope="openid profile")).json()["error"] == "invalid_scope"
    answer = own.ask(own.form(scope="openid")).json()
    assert answer["expires_in"] == 60
    assert jwt.get_unverified_header(answer["access_token"])["typ"] == "JWT"
    assert own.management().get("/organizations").status_code == 200
