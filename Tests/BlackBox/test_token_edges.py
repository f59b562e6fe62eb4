"""POST /oauth/token at the edges of the specifications, where libraries and attackers differ from the examples."""

import base64
import re
import time

import jwt
import pytest
import requests

from raw import Connection, post

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
GRANT = {"grant_type": "client_credentials"}
ONE, TWO, URN = "https://one.example.com", "https://two.example.com/api", "urn:three"
#: What differs from response to response.
VARYING = {"date", "x-request-id"}


def basic(identifier, secret):
    return "Basic " + base64.b64encode(f"{identifier}:{secret}".encode()).decode()


@pytest.fixture(scope="module")
def client(server):
    """What a token request of a client with several audiences and scopes adds to the form."""
    made = server.management().make(
        f"{server.organization}/clients", name="edges", scopes=["write:data", "openid", "read:data"], audience=[ONE, TWO, URN])
    return {"client_id": made["client"]["client_id"], "client_secret": made["plain_secret"]}


def claims_of(answer):
    assert answer.status_code == 200, answer.text
    return jwt.decode(answer.json()["access_token"], options={"verify_signature": False})


def error_of(answer):
    assert answer.status_code == 400, answer.text
    return answer.json()["error"]


def seen(answer):
    """All that a guesser can see of an answer."""
    headers = {name.lower(): value for name, value in answer.headers.items() if name.lower() not in VARYING}
    return answer.status_code, answer.content, headers


# A1 to A4: the request and its credentials


@pytest.mark.parametrize("media_type", [
    None, "", "application/json", "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencodedx"])
def test_A1_only_forms_are_read(server, media_type):
    body = "&".join(f"{name}={value}" for name, value in server.form().items()).encode()
    with Connection(server) as connection:
        connection.send(post(body, {} if media_type is None else {"Content-Type": media_type}))
        answer = connection.answer()
    assert answer.split(b" ")[1] in (b"400", b"415") and b'"invalid_request"' in answer


def test_a_form_may_name_its_charset_and_be_in_capitals(server):
    body = "&".join(f"{name}={value}" for name, value in server.form().items())
    for media_type in ["application/x-www-form-urlencoded; charset=UTF-8", "Application/X-WWW-Form-URLEncoded"]:
        assert server.ask(body, headers={"Content-Type": media_type}).status_code == 200


def test_A1_repeated_parameters_are_refused_also_when_they_are_empty_or_equal(server):
    form = list(server.form(scope="openid").items())
    for extra in [("scope", ""), ("scope", "openid"), ("client_secret", server.credentials["client_secret"]), ("x", "1")]:
        more = [extra, extra] if extra[0] == "x" else [extra]
        assert error_of(server.ask(form + more)) == "invalid_request"


@pytest.mark.parametrize("name", ["client_id", "client_secret", "client%5Fsecret", "%63lient_secret"])
def test_A2_credentials_in_the_uri_are_refused_however_they_are_written(server, name):
    value = server.credentials["client_secret"]
    for form in [server.form(), server.form(client_secret=None)]:
        answer = requests.post(f"{server.url}/oauth/token?{name}={value}", data=form, timeout=10)
        assert answer.status_code in (400, 401) and "access_token" not in answer.text
        assert value not in answer.text


def test_A2_the_scheme_is_compared_without_regard_to_case(server):
    header = basic(server.credentials["client_id"], server.credentials["client_secret"])
    for scheme in ["basic", "BASIC", "bAsIc"]:
        assert server.ask(GRANT, headers={"Authorization": header.replace("Basic", scheme)}).status_code == 200


def test_A2_the_client_id_may_stand_beside_basic_if_it_is_the_same(server):
    header = {"Authorization": basic(server.credentials["client_id"], server.credentials["client_secret"])}
    assert server.ask({**GRANT, "client_id": server.credentials["client_id"]}, headers=header).status_code == 200
    assert server.ask({**GRANT, "client_id": "m2morg_1"}, headers=header).status_code in (400, 401)


def test_A3_two_basic_headers_are_refused_and_bearer_beside_basic_is_not(server):
    header = "Authorization: " + basic(server.credentials["client_id"], server.credentials["client_secret"]) + "\r\n"
    for headers, status in [(header + header, 400), ("Authorization: Bearer old\r\n" + header, 200)]:
        with Connection(server) as connection:
            connection.send(
                f"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM['Content-Type']}\r\n{headers}"
                f"Content-Length: 29\r\n\r\ngrant_type=client_credentials")
            assert connection.status() == status


def test_A3_an_assertion_beside_a_secret_is_refused(server):
    assertion = {"client_assertion": "a.b.c", "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}
    assert error_of(server.ask({**server.form(), **assertion})) == "invalid_request"


def test_A4_nothing_in_the_answer_tells_what_was_wrong(server, management, organization):
    deleted = management.make(f"{organization}/clients", name="deleted")
    management.delete(f"{organization}/clients/{deleted['client']['client_id']}")
    secret = server.credentials["client_secret"]
    another = secret[:-1] + ("a" if secret[-1] != "a" else "b")
    answers = [
        server.ask(server.form(client_secret=another)), server.ask(server.form(client_secret=secret[:-1])),
        server.ask(server.form(client_secret=secret + "x")), server.ask(server.form(client_secret=secret.swapcase())),
        server.ask(server.form(client_secret=secret + "\0")), server.ask(server.form(client_id="m2morg_1")),
        server.ask(server.form(client_id="skc_1")), server.ask(server.form(client_id="no-such-id")),
        server.ask(server.form(client_id=deleted["client"]["client_id"], client_secret=deleted["plain_secret"])),
        server.ask(server.form(client_id=server.credentials["environment_client_id"])),
    ]
    for answer in answers:
        assert answer.status_code == 401
        assert seen(answer) == seen(answers[0])


def test_A5_secrets_carry_160_bits_and_a_checksum(management, organization):
    secrets = {management.make(f"{organization}/clients")["plain_secret"] for _ in range(10)}
    assert len(secrets) == 10
    for secret in secrets:
        prefix, random = secret.rsplit("_", 1)
        # 62 characters carry 5.95 bits each; six of them are the checksum.
        assert prefix == "mintmark" and random.isascii() and random.isalnum() and (len(random) - 6) * 5.95 >= 160


# A8 to A10, A17, A18: what is granted


@pytest.mark.parametrize("asked, granted", [
    ("read:data write:data", "write:data read:data"), ("read:data read:data", "read:data"), ("  read:data  ", "read:data"),
    ("unknown read:data", "read:data"), ("", "write:data openid read:data"), (" ", "write:data openid read:data")])
def test_A8_the_grant_is_in_the_clients_order_and_named(server, client, asked, granted):
    answer = server.ask(server.form(**client, scope=asked))
    claims = claims_of(answer)
    assert answer.json()["scope"] == claims["scope"] == granted
    assert claims["scopes"] == granted.split()


@pytest.mark.parametrize("asked", ["READ:DATA", "read", "read:data,write:data", 'a"b', "a\\b", "täglich", "read\tdata", "a" * 3000])
def test_A8_what_is_not_registered_or_malformed_is_refused(server, client, asked):
    assert error_of(server.ask(server.form(**client, scope=asked))) in ("invalid_scope", "invalid_request")


def test_A8_a_client_without_scopes_gets_a_token_without(server, management, organization):
    made = management.make(f"{organization}/clients", name="none")
    own = {"client_id": made["client"]["client_id"], "client_secret": made["plain_secret"]}
    for asked in [None, "openid profile email"]:
        answer = server.ask(server.form(**own, scope=asked))
        claims = claims_of(answer)
        assert not answer.json().get("scope") and not claims.get("scope") and not claims.get("scopes")


def test_A9_there_is_no_endpoint_for_users(server):
    for path in ["/oauth/authorize", "/authorize", "/oauth/device_authorization", "/userinfo"]:
        assert requests.get(server.url + path, timeout=10).status_code == 404
    metadata = requests.get(f"{server.url}/.well-known/oauth-authorization-server", timeout=10).json()
    assert metadata["grant_types_supported"] == ["client_credentials"] and "authorization_endpoint" not in metadata


@pytest.mark.parametrize("pairs, expected", [
    ([], [ONE, TWO, URN]), ([("audience", "")], [ONE, TWO, URN]), ([("resource", TWO)], [TWO]), ([("resource", URN)], [URN]),
    ([("resource", TWO), ("resource", ONE)], [ONE, TWO]), ([("audience", ONE), ("resource", TWO)], [ONE, TWO]),
    ([("audience", ONE), ("audience", ONE)], [ONE])])
def test_A10_the_audience_is_narrowed_by_either_parameter(server, client, pairs, expected):
    assert claims_of(server.ask(list(server.form(**client).items()) + pairs))["aud"] == expected


@pytest.mark.parametrize("pair", [
    ("audience", "https://other.example.com"), ("audience", ONE + "/"), ("audience", ONE.upper()), ("resource", "https://other.example.com"),
    ("resource", "one.example.com"), ("resource", "/api"), ("resource", ONE + "#x"), ("resource", ONE + "#"), ("resource", "https:")])
def test_A18_other_targets_are_refused(server, client, pair):
    form = list(server.form(**client).items())
    assert error_of(server.ask(form + [pair])) == "invalid_target"
    assert error_of(server.ask(form + [("audience", ONE), pair])) == "invalid_target", "one good one does not help"


def test_A17_the_default_audience_is_a_setting(start):
    own = start(env={"MINTMARK_TOKEN_AUDIENCE": f"{ONE},{TWO}"})
    made = own.management().make(f"{own.organization}/clients", name="no audience")
    form = own.form(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
    assert claims_of(own.ask(form))["aud"] == [ONE, TWO]
    assert claims_of(own.ask({**form, "audience": TWO}))["aud"] == [TWO]
    assert own.management().get("/organizations").status_code == 200, "the management API is not for the default audience"


# A13, A16: the token


def test_A16_the_header_holds_nothing_else_and_times_are_whole_and_past(server):
    for _ in range(30):
        token = server.token()
        header, claims = jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})
        assert set(header) == {"alg", "kid", "typ"}
        assert all(isinstance(claims[name], int) for name in ["iat", "nbf", "exp"])
        assert claims["iat"] <= time.time(), "a validator without leeway takes it at once"
        assert re.fullmatch(r"tkn_[0-9A-Za-z]{22,}", claims["jti"])


def test_A16_the_token_of_an_environment_client_names_no_organization(server):
    claims = jwt.decode(server.environment_token(), options={"verify_signature": False})
    assert claims["sub"] == server.credentials["environment_client_id"] and "oid" not in claims


def test_A13_custom_claims_replace_no_registered_one(server, management, organization):
    names = ["sub", "iss", "client_id", "oid", "aud", "scope", "scopes", "exp", "nbf", "iat", "jti", "custom_claims"]
    made = management.make(f"{organization}/clients", custom_claims=[{"key": name, "value": "alice"} for name in names], scopes=["read"])
    claims = claims_of(server.ask(server.form(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])))
    assert claims["sub"] == claims["client_id"] == made["client"]["client_id"] and claims["scopes"] == ["read"]
    assert claims["custom_claims"] == {name: "alice" for name in names}
