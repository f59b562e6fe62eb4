"""Ending tokens before they expire: POST /oauth/revoke, /api/v1/revocations, POST /oauth/introspect, GET /oauth/revocations."""

import json
import threading
import time

import jwt
import pytest
import requests

from mintmark import run, until

AUDIENCE = "https://api.example.com"


def is_good(server, token):
    answer = requests.get(
        f"{server.url}/oauth/verify", params={"audience": AUDIENCE}, headers={"Authorization": f"Bearer {token}"}, timeout=10
    )
    assert answer.status_code in (200, 401), answer.text
    return answer.status_code == 200


def introspect(server, token, **options):
    data = {
        "token": token,
        "client_id": server.credentials["environment_client_id"],
        "client_secret": server.credentials["environment_client_secret"],
    }
    return requests.post(f"{server.url}/oauth/introspect", data={**data, **options.pop("data", {})}, timeout=10, **options)


def revoke(server, token, **changes):
    data = {
        "token": token,
        "client_id": server.credentials["client_id"],
        "client_secret": server.credentials["client_secret"],
        **changes,
    }
    return requests.post(f"{server.url}/oauth/revoke", data=data, timeout=10)


def key(server, token):
    return jwt.PyJWKClient(f"{server.url}/keys").get_signing_key_from_jwt(token).key


def feed(server, **options):
    answer = requests.get(f"{server.url}/oauth/revocations", timeout=10, **options)
    if answer.status_code == 304:
        return answer, None
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/jwt"
    assert jwt.get_unverified_header(answer.text)["typ"] == "revocations+jwt"
    return answer, jwt.decode(answer.text, key(server, answer.text), algorithms=["RS256"], issuer=server.issuer)


class Client:
    """A client of its own with its secret."""

    def __init__(self, server, management, organization, **fields):
        made = management.make(f"{organization}/clients", audience=[AUDIENCE], scopes=["read:data"], **fields)
        self.server, self.path = server, f"{organization}/clients/{made['client']['client_id']}"
        self.id, self.secret = made["client"]["client_id"], made["plain_secret"]
        self.secret_id = made["client"]["secrets"][0]["id"]

    def token(self):
        return self.server.token(client_id=self.id, client_secret=self.secret)


@pytest.fixture
def client(server, management, organization):
    return Client(server, management, organization)


def test_A24_a_client_ends_its_own_token(server):
    token, other = server.token(), server.token()
    assert is_good(server, token)
    for _ in range(2):
        answer = revoke(server, token)
        assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store", answer.text
    assert not is_good(server, token) and is_good(server, other)
    assert introspect(server, token).json() == {"active": False}


def test_A24_refusals(server, client):
    token = client.token()
    refused = revoke(server, token)
    assert refused.status_code == 400 and refused.json()["error"] == "unauthorized_client"
    assert is_good(server, token)
    assert revoke(server, "nonsense").status_code == 200
    assert revoke(server, "nonsense", token_type_hint="refresh_token").json()["error"] == "unsupported_token_type"
    assert revoke(server, token, client_secret="wrong").status_code == 401
    missing = requests.post(f"{server.url}/oauth/revoke", data=server.form(), timeout=10)
    assert missing.status_code == 400 and "token" in missing.json()["error_description"]
    in_url = requests.post(f"{server.url}/oauth/revoke?token={token}", data=server.form(), timeout=10)
    assert in_url.status_code == 400 and "URL" in in_url.json()["error_description"]


@pytest.mark.parametrize("subject", ["token", "token_id", "client_id", "secret_id", "organization_id", "key_id"])
def test_management_ends_tokens_at_once(server, management, organization, client, subject):
    token = client.token()
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["secret_id"] == client.secret_id
    value = {
        "token": token,
        "token_id": claims["jti"],
        "client_id": client.id,
        "secret_id": client.secret_id,
        "organization_id": claims["oid"],
        "key_id": jwt.get_unverified_header(token)["kid"],
    }[subject]
    bystander = None if subject == "key_id" else server.token()
    answer = management.post("/revocations", json={subject: value, "reason": "a test"})
    if subject == "key_id":
        # The caller's own token was signed with that key, too.
        management.headers["Authorization"] = f"Bearer {server.environment_token()}"
    assert answer.status_code == 201, answer.text
    assert not is_good(server, token)
    assert introspect(server, token).json() == {"active": False}
    # A new token works at once: it is never born dead.
    assert is_good(server, client.token())
    assert not is_good(server, token)
    if bystander:
        assert is_good(server, bystander)
    listed = management.get("/revocations").json()["revocations"]
    assert any(rule["revision"] == answer.json()["revocation"]["revision"] and rule["reason"] == "a test" for rule in listed)


def test_everything_before_a_time(start):
    server = start()
    token = server.token()
    management = server.management()
    before = management.post("/revocations", json={"everything": True, "issued_before": "2026-01-01T00:00:00Z"})
    assert before.status_code == 201 and is_good(server, token)
    assert management.post("/revocations", json={"everything": True}).status_code == 201
    assert not is_good(server, token)
    # The administrator's token is ended as well.
    assert management.get("/organizations").status_code == 401
    assert server.management().get("/organizations").status_code == 200
    # It survives a kill: acknowledged means stored.
    server.restart(9)
    assert not is_good(server, token)
    assert is_good(server, server.token())


@pytest.mark.parametrize(
    "body, field",
    [
        ({}, "revocation"),
        ({"client_id": "m2morg_1", "everything": True}, "revocation"),
        ({"everything": False}, "everything"),
        ({"client_id": "nonsense"}, "client_id"),
        ({"token": "nonsense"}, "token"),
        ({"everything": True, "issued_before": "2999-01-01T00:00:00Z"}, "issued_before"),
        ({"everything": True, "reason": "x" * 257}, "reason"),
        ({"token_id": "tkn_" + "0" * 32, "issued_before": "2026-01-01T00:00:00Z"}, "issued_before"),
    ],
)
def test_a_wrong_revocation_names_its_field(management, body, field):
    answer = management.post("/revocations", json=body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["details"][0]["validation_error_info"]["field_violations"][0]["field"] == field


def test_unknown_subjects_are_404(management):
    for body in [{"client_id": "m2morg_1"}, {"organization_id": "org_1"}]:
        assert management.post("/revocations", json=body).status_code == 404


def test_deleting_a_client_ends_its_tokens_for_resource_servers(server, management, client):
    token = client.token()
    assert management.delete(client.path).status_code == 200
    assert not is_good(server, token)
    _, document = feed(server)
    iat = jwt.decode(token, options={"verify_signature": False})["iat"]
    assert any(rule.get("client_id") == client.id and iat < rule["issued_before"] for rule in document["rules"])


def test_A28_each_subject_needs_its_scope(server, management):
    for scopes, body in [
        (["revocations:read"], {"organization_id": server.credentials["organization_id"]}),
        (["revocations:write"], {"everything": True}),
        (["revocations:write"], {"client_id": server.credentials["environment_client_id"]}),
        (["revocations:write"], {"key_id": "snk_1"}),
    ]:
        made = management.make("/clients", name="weak", scopes=scopes)
        token = server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
        assert server.management(token).post("/revocations", json=body).status_code == 403, (scopes, body)


# Introspection


def test_introspection_describes_a_good_token(server):
    token = server.token()
    answer = introspect(server, token)
    claims = jwt.decode(token, options={"verify_signature": False})
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    found = answer.json()
    assert found["active"] is True and found["token_type"] == "Bearer"
    for name in ["iss", "sub", "aud", "exp", "iat", "nbf", "jti", "client_id", "oid", "scope"]:
        assert found[name] == claims[name], name


def test_A23_callers_need_authentication_and_the_scope(server, management):
    token = server.token()
    assert introspect(server, token, data={"client_secret": "wrong"}).status_code == 401
    assert requests.post(f"{server.url}/oauth/introspect", data={"token": token}, timeout=10).status_code == 401
    mine = {"client_id": server.credentials["client_id"], "client_secret": server.credentials["client_secret"]}
    refused = introspect(server, token, data=mine)
    assert refused.status_code == 403 and refused.json()["error"] == "insufficient_scope"
    bearer = {"Authorization": f"Bearer {server.environment_token()}"}
    by_token = requests.post(f"{server.url}/oauth/introspect", data={"token": token}, headers=bearer, timeout=10)
    assert by_token.json()["active"] is True
    bad = {"Authorization": f"Bearer {token}x"}
    refused = requests.post(f"{server.url}/oauth/introspect", data={"token": token}, headers=bad, timeout=10)
    assert refused.status_code == 401 and refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_signed_introspection(server):
    """RFC 9701."""
    token = server.token()
    for asked, active in [(token, True), ("nonsense", False)]:
        answer = introspect(server, asked, headers={"Accept": "application/token-introspection+jwt"})
        assert answer.headers["Content-Type"] == "application/token-introspection+jwt"
        assert jwt.get_unverified_header(answer.text)["typ"] == "token-introspection+jwt"
        signed = jwt.decode(
            answer.text, key(server, answer.text), algorithms=["RS256"], issuer=server.issuer,
            audience=server.credentials["environment_client_id"],
        )
        assert signed["token_introspection"]["active"] is active
        assert set(signed) == {"iss", "aud", "iat", "token_introspection"}
        assert not is_good(server, answer.text)


# The feed


def test_the_feed_changes_with_its_set(server, management, client):
    first, document = feed(server)
    assert first.headers["Cache-Control"] == "no-cache"
    again, _ = feed(server, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    management.make("/revocations", client_id=client.id)
    second, news = feed(server, headers={"If-None-Match": first.headers["ETag"]})
    assert news["revision"] > document["revision"] and second.headers["ETag"] != first.headers["ETag"]
    assert [rule for rule in news["rules"] if rule.get("client_id") == client.id]


class Stream(threading.Thread):
    """Follows the server-sent events."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.events, self.ended = [], threading.Event()
        self.answer = requests.get(
            f"{server.url}/oauth/revocations", headers={"Accept": "text/event-stream"}, stream=True, timeout=30
        )
        assert self.answer.headers["Content-Type"] == "text/event-stream"
        self.start()

    def run(self):
        event = {}
        try:
            for line in self.answer.iter_lines(chunk_size=1, decode_unicode=True):
                if line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                else:
                    self.events.append((time.monotonic(), event))
                    event = {}
        except (requests.RequestException, AttributeError):  # closed under the reader
            pass
        self.ended.set()


def test_the_stream_tells_of_a_rule_within_a_second(server, management, client):
    stream = Stream(server)
    _, first = until(lambda: stream.events and stream.events[0])
    assert first["event"] == "revocations"
    whole = jwt.decode(first["data"], key(server, first["data"]), algorithms=["RS256"])
    assert "since" not in whole and str(whole["revision"]) == first["id"]
    begin = time.monotonic()
    revision = management.make("/revocations", client_id=client.id)["revocation"]["revision"]

    def arrived():
        for moment, event in stream.events[1:]:
            if event["event"] == "revocations" and int(event["id"]) >= revision:
                return moment, event

    moment, event = until(arrived)
    assert moment - begin < 1
    news = jwt.decode(event["data"], key(server, event["data"]), algorithms=["RS256"])
    assert news["since"] >= whole["revision"]
    assert [rule for rule in news["rules"] if rule.get("client_id") == client.id]
    heartbeat = until(lambda: [e for _, e in stream.events if e["event"] == "heartbeat"])
    assert json.loads(heartbeat[0]["data"])["revision"] >= whole["revision"]


def test_streams_end_when_the_server_stops(start):
    server = start()
    stream = Stream(server)
    until(lambda: stream.events)
    begin = time.monotonic()
    assert server.stop() == 0
    assert stream.ended.wait(5) and time.monotonic() - begin < 10


def test_streams_are_bounded(start):
    server = start(env={"MINTMARK_LIMITS_REVOCATION_STREAMS": "1"})
    stream = Stream(server)
    until(lambda: stream.events)
    headers = {"Accept": "text/event-stream"}
    refused = requests.get(f"{server.url}/oauth/revocations", headers=headers, timeout=10)
    assert refused.status_code == 503 and refused.headers["Retry-After"]
    stream.answer.close()

    def is_free():
        with requests.get(f"{server.url}/oauth/revocations", headers=headers, stream=True, timeout=10) as answer:
            return answer.status_code == 200

    until(is_free, what="a place for another stream")


def test_A25_a_revoked_key_is_gone_at_once(start):
    server = start()
    token, management = server.token(), server.management()
    kid = jwt.get_unverified_header(token)["kid"]
    answer = management.post(f"/keys/{kid}/revocation", json={"reason": "stolen"})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["revoked_key"] == kid and len(body["consequences"]) == 4
    assert kid not in [entry["kid"] for entry in requests.get(f"{server.url}/keys", timeout=10).json()["keys"]]
    assert not is_good(server, token) and is_good(server, server.token())
    _, document = feed(server)
    assert [rule for rule in document["rules"] if rule.get("kid") == kid]
    assert len(requests.get(f"{server.url}/keys", timeout=10).json()["keys"]) == 2
    assert server.management().post(f"/keys/{kid}/revocation").status_code == 404
    actions = [event["action"] for event in server.management().get("/audit-events").json()["audit_events"]]
    assert "signing_key.revoked" in actions


def test_A25_keys_rotate_by_the_schedule(start):
    """Announced longer than caches keep the set, then switched, then another is announced."""
    server = start(env={"MINTMARK_KEYS_MAX_AGE": "1", "MINTMARK_KEYS_ROTATION_INTERVAL": "2"})
    first = jwt.get_unverified_header(server.token())["kid"]
    announced = {entry["kid"] for entry in requests.get(f"{server.url}/keys", timeout=10).json()["keys"]} - {first}
    second = until(lambda: (kid := jwt.get_unverified_header(server.token())["kid"]) != first and kid, seconds=30)
    assert second in announced
    kids = [entry["kid"] for entry in requests.get(f"{server.url}/keys", timeout=10).json()["keys"]]
    assert first in kids and second in kids and len(kids) >= 3


# The commands


def test_commands(start, tmp_path):
    server = start()
    env = {"MINTMARK_PROFILE": str(server.directory / "credentials.json")}
    client, token = server.credentials["client_id"], server.token()
    done = run("revoke", "client", client, "--reason", "left", "--yes", env=env)
    assert done.returncode == 0 and client in done.stdout, done.stderr
    assert not is_good(server, token)
    listed = run("revoke", "list", env=env)
    assert client in listed.stdout and "left" in listed.stdout
    token = server.token()
    assert run("revoke", "token", "-", "--yes", env=env, input=token).returncode == 0
    assert not is_good(server, token)
    assert run("revoke", "everything", env=env).returncode == 2
    assert run("revoke", "everything", "--yes", env=env).returncode == 0
    kid = jwt.get_unverified_header(server.token())["kid"]
    revoked = run("key", "revoke", kid, "--yes", env=env)
    assert revoked.returncode == 0 and "Clients must get new tokens" in revoked.stdout, revoked.stderr
