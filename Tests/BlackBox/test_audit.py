"""The audit log: what is recorded, what is found, and that nothing in it can be changed unseen."""

import json
import signal
import subprocess
import threading
import time

import pytest
import requests

from mintmark import BINARY, environment, run, until


def events(management, **params):
    """All events that match, oldest first."""
    found, token = [], ""
    while True:
        answer = management.get("/audit-events", params={"page_size": 100, "page_token": token, **params})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["audit_events"]
        token = page["next_page_token"]
        if not token:
            return found


def by_request(management, answer):
    return events(management, request_id=answer.headers["x-request-id"])


def connect(own):
    return {
        "MINTMARK_ISSUER": own.issuer, "MINTMARK_CLIENT_ID": own.credentials["environment_client_id"],
        "MINTMARK_CLIENT_SECRET": own.credentials["environment_client_secret"],
    }


def weak(server, management, *scopes):
    made = management.make("/clients", name="weak", scopes=list(scopes))
    client_id = made["client"]["client_id"]
    return client_id, server.management(server.token(client_id=client_id, client_secret=made["plain_secret"]))


def test_A27_every_management_route_that_changes_something_leaves_its_event(server, management):
    actor, actions, texts = server.credentials["environment_client_id"], [], []

    def done(method, path, **fields):
        answer = management.request(method, path, json=fields or None)
        assert answer.status_code in (200, 201), answer.text
        found = by_request(management, answer)
        assert found, f"{method} {path} left no event"
        for event in found:
            assert (event["actor"], event["address"]) == (actor, "127.0.0.1")
            texts.append(json.dumps(event))
        actions.append([event["action"] for event in found])
        secret = answer.json().get("plain_secret")
        secrets.extend([secret] if secret else [])
        return answer.json()

    secrets = []
    organization = done("POST", "/organizations", display_name="Audited")["organization"]["id"]
    home = f"/organizations/{organization}"
    done("PATCH", home, display_name="Audited again")
    for clients in [f"{home}/clients", "/clients"]:
        client = done("POST", clients, name="c", scopes=["a"])["client"]["client_id"]
        done("PATCH", f"{clients}/{client}", scopes=["a", "b"])
        secret = done("POST", f"{clients}/{client}/secrets")["secret"]["id"]
        done("PATCH", f"{clients}/{client}/secrets/{secret}", status="INACTIVE")
        done("DELETE", f"{clients}/{client}/secrets/{secret}")
        about = events(management, client_id=client)
        assert [event["action"] for event in about] == [
            "client.created", "client.updated", "secret.created", "secret.updated", "secret.deleted",
        ]
        assert about[1]["details"] == {"scopes": {"from": ["a"], "to": ["a", "b"]}}
        done("DELETE", f"{clients}/{client}")
        assert events(management, client_id=client)[-1]["action"] == "client.deleted"
    done("DELETE", home)
    of_organization = [event["action"] for event in events(management, organization_id=organization)]
    assert of_organization[0] == "organization.created" and of_organization[-1] == "organization.deleted"
    assert "secret.updated" in of_organization and len(of_organization) == 9
    assert len(secrets) == 4
    for secret in secrets:
        assert secret not in "".join(texts)
    assert len(actions) == 15


def test_A27_key_events_name_the_algorithm(start):
    own = start(env={"MINTMARK_KEYS_MAX_AGE": "1"})
    management = own.management()
    rotated = until(
        lambda: (answer := management.post("/keys:rotate", json={"algorithm": "ES256"})).status_code == 200 and answer,
        what="a rotation")
    found = by_request(management, rotated)
    assert [event["action"] for event in found] == ["signing_keys.rotated", "signing_key.created"]
    assert [event["details"]["algorithm"] for event in found] == ["RS256", "ES256"]
    assert found[0]["actor"] == own.credentials["environment_client_id"]


def test_A27_refused_calls_are_recorded_with_who_and_where(server, management, organization):
    client_id, reader = weak(server, management, "organizations:read")
    refused = reader.delete(organization)
    assert refused.status_code == 403
    event = until(lambda: by_request(management, refused), 5, "the event")[0]
    assert (event["action"], event["actor"], event["address"]) == ("management.refused", client_id, "127.0.0.1")
    assert event["subject"] == "DELETE /api/v1/organizations/{organization_id}"
    assert event["organization_id"] == organization.split("/")[-1]
    assert event["details"]["reason"] == "permission_denied" and "organizations:write" in event["details"]["message"]
    token = server.token()
    for header in [{}, {"Authorization": "Bearer x"}, {"Authorization": f"Bearer {token}"}]:
        answer = requests.get(f"{server.url}/api/v1/keys", headers=header, timeout=10)
        assert answer.status_code in (401, 403)
    found = until(lambda: events(management, subject="GET /api/v1/keys", action="management.refused")[1:], 5)
    assert found[-1]["actor"] in (server.credentials["client_id"], "unauthenticated")
    assert token not in json.dumps(found)


def test_A27_guessing_is_counted_and_does_not_fill_the_log(start):
    own = start(env={"MINTMARK_LIMITS_FAILED_AUTHENTICATIONS": "0"})
    management = own.management()
    secret = "mintmark_wrong_and_long_enough_to_be_found"
    with requests.Session() as session:
        for number in range(200):
            for client_id in [own.credentials["client_id"], f"m2morg_{number + 1}", secret]:
                own.ask(own.form(client_id=client_id, client_secret=secret), session=session)
    own.restart()
    management = own.management()
    found = events(management, action="client.authentication_failed")
    assert len(found) <= 8
    reasons = {}
    for event in found:
        assert event["address"] == "127.0.0.1" and event["request_id"].startswith("req_")
        key = event["subject"], event["details"]["reason"]
        reasons[key] = reasons.get(key, 0) + event["details"]["count"]
    assert reasons == {(own.credentials["client_id"], "wrong_secret"): 200, ("unknown", "unknown_client"): 400}
    assert secret not in json.dumps(found)


def test_filters_orders_and_pages(server, management, organization):
    for number in range(5):
        management.make(f"{organization}/clients", name=f"n{number}")
    about = {"organization_id": organization.split("/")[-1]}
    forward = events(management, **about)
    backward = events(management, order="desc", **about)
    assert len(forward) == 6 and forward == backward[::-1]
    assert [e["sequence"] for e in forward] == sorted(e["sequence"] for e in forward)
    created = events(management, action="client.created", **about)
    assert created == forward[1:] == events(management, action="client.", **about)
    assert events(management, since=forward[3]["time"], until=forward[3]["time"], **about) == []
    assert events(management, after_sequence=forward[3]["sequence"], **about) == forward[4:]
    assert forward[-1] in events(management, since=forward[-1]["time"], **about)
    page = management.get("/audit-events", params={"page_size": 2, "order": "desc", **about}).json()
    assert (page["total_size"], page["audit_events"]) == (6, backward[:2])
    second = management.get(
        "/audit-events", params={"page_size": 2, "order": "desc", "page_token": page["next_page_token"], **about}
    ).json()
    assert second["audit_events"] == backward[2:4]
    first = management.get(
        "/audit-events", params={"page_size": 2, "order": "desc", "page_token": second["prev_page_token"], **about}
    ).json()
    assert first["audit_events"] == backward[:2]


@pytest.mark.parametrize(
    "name, value",
    [
        ("action", "secret"), ("action", "nothing.at_all"), ("since", "yesterday"), ("until", "2026"), ("order", "up"),
        ("client_id", "c"), ("organization_id", "skc_1"), ("after_sequence", "-1"), ("subject", "x" * 129),
        ("actor", "a\0b"),
    ],
)
def test_a_filter_that_means_nothing_is_refused_by_name(management, name, value):
    answer = management.get("/audit-events", params={name: value})
    assert answer.status_code == 400
    violations = answer.json()["details"][0]["validation_error_info"]["field_violations"]
    assert [violation["field"] for violation in violations] == [name]


def test_the_log_needs_its_scope(server, management):
    _, reader = weak(server, management, "organizations:read")
    assert reader.get("/audit-events").status_code == 403
    assert reader.get("/audit-events/verification").status_code == 403


def test_list_and_verify_from_the_command_line(start):
    own = start()
    listed = run("audit", "list", env=connect(own))
    assert listed.returncode == 0, listed.stderr
    lines = listed.stdout.splitlines()
    assert lines[0].split() == ["NUMBER", "TIME", "ACTION", "SUBJECT", "ACTOR", "ADDRESS", "DETAILS"]
    assert lines[-1].startswith("1 ")
    filtered = run("audit", "list", "--action", "client.", "--since", "1h", "--oldest-first", "--json", env=connect(own))
    assert {e["action"] for e in json.loads(filtered.stdout)["audit_events"]} == {"client.created"}
    refused = run("audit", "list", "--action", "nothing", env=connect(own))
    assert refused.returncode == 5 and "client.created" in refused.stderr
    verified = run("audit", "verify", env=connect(own))
    assert verified.returncode == 0 and "intact" in verified.stdout, verified.stderr
    mark = json.loads(run("audit", "verify", "--json", env=connect(own)).stdout)["mark"]
    assert run("audit", "verify", "--known", mark, env=connect(own)).returncode == 0


class Follower:
    """A running `mintmark audit list --follow`."""

    def __init__(self, own, *arguments):
        self.lines, self.notes = [], []
        self.process = subprocess.Popen(
            [BINARY, "audit", "list", "--follow", *arguments], env=environment(connect(own)), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for stream, lines in [(self.process.stdout, self.lines), (self.process.stderr, self.notes)]:
            threading.Thread(target=lambda s=stream, l=lines: [l.append((time.monotonic(), x)) for x in s], daemon=True).start()

    def wait(self, text, seconds=10):
        return until(lambda: [t for t, line in list(self.lines) if text in line], seconds, f"{text} in the output")[0]

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(10)


def test_A27_follow_shows_an_event_within_two_seconds_and_survives_a_restart(start):
    own = start()
    follower = Follower(own, "--json")
    try:
        follower.wait("client.created")
        management = own.management()
        made = management.make("/organizations", display_name="followed")["organization"]["id"]
        done = time.monotonic()
        assert follower.wait(made) - done < 2
        port = own.url.rsplit(":", 1)[1]
        own.stop()
        until(lambda: any("waiting for it to come back" in note for _, note in follower.notes), what="the note")
        own.arguments = ["--port", port]
        own.start()
        later = own.management().make("/organizations", display_name="later")["organization"]["id"]
        follower.wait(later)
        assert any("answers again" in note for _, note in follower.notes)
        sequences = [json.loads(line)["sequence"] for _, line in follower.lines]
        assert sequences == sorted(set(sequences)) and sequences[-1] - sequences[0] == len(sequences) - 1
    finally:
        follower.stop()


def test_follow_takes_filters_and_is_readable(start):
    own = start()
    follower = Follower(own, "--action", "secret.", "--page-size", "1")
    try:
        management = own.management()
        time.sleep(1)  # So that it has begun; what came before is shown all the same.
        management.make("/organizations", display_name="not shown")
        client = own.credentials["client_id"]
        secret = management.make(f"{own.organization}/clients/{client}/secrets")["secret"]["id"]
        follower.wait(secret)
        assert len(follower.lines) == 1
        line = follower.lines[0][1]
        assert "secret.created" in line and f"by {own.credentials['environment_client_id']}" in line and "from 127.0.0.1" in line
    finally:
        follower.stop()


def test_tokens_are_counted_and_not_recorded(start):
    own = start()
    management = own.management()
    client = own.credentials["client_id"]
    for _ in range(7):
        own.token()
    path = f"{own.organization}/clients/{client}"
    tokens = until(
        lambda: (t := management.get(f"{path}/inspection").json()["tokens"])["issued_last_hour"] == 7 and t, 5)
    assert [tokens[f"issued_last_{time}"] for time in ["hour", "day", "week"]] == [7, 7, 7]
    assert tokens["may_be_alive"] == 7 and tokens["last_expire_time"] > tokens["last_issue_time"]
    assert events(management, action="token.issued") == []
    store = b"".join(file.read_bytes() for file in own.data.glob("mintmark.sqlite*"))
    assert b"tkn_" not in store
    own.restart()
    own.token()
    management = own.management()
    until(lambda: management.get(f"{path}/inspection").json()["tokens"]["issued_last_hour"] == 8, 5, "8 tokens")


def test_a_client_is_inspected_from_the_command_line(start):
    own = start()
    for _ in range(3):
        own.token()
    client = own.credentials["client_id"]
    arguments = ["client", "inspect", client, "--org", own.credentials["organization_id"]]
    shown = until(lambda: (r := run(*arguments, env=connect(own))) and "at most 3" in r.stdout and r, 5)
    for text in ["may do", "read:data", "https://api.example.com", "24h", "last 7 days", "SECRET ID", "ACTIVE"]:
        assert text in shown.stdout, shown.stdout
    answer = json.loads(run(*arguments, "--json", env=connect(own)).stdout)
    assert answer["tokens"]["issued_last_day"] == 3 and answer["effective_lifetime"] == 86400
    environment_client = own.credentials["environment_client_id"]
    of_environment = json.loads(
        run("client", "inspect", environment_client, "--environment", "--json", env=connect(own)).stdout)
    assert of_environment["effective_audience"] == [own.issuer]
    other = own.management().make("/organizations", display_name="Other")["organization"]["id"]
    assert run("client", "inspect", client, "--org", other, env=connect(own)).returncode == 3


def test_every_token_is_an_event_where_that_is_wanted(start):
    own = start(env={"MINTMARK_AUDIT_TOKEN_ISSUES": "true"})
    token = own.token(scope="read:data")
    import jwt

    jti = jwt.decode(token, options={"verify_signature": False})["jti"]
    management = own.management()
    event = until(lambda: events(management, subject=jti), 5)[0]
    assert event["action"] == "token.issued" and event["actor"] == event["client_id"] == own.credentials["client_id"]
    assert event["organization_id"] == own.credentials["organization_id"]
    assert event["details"]["scope"] == "read:data" and event["address"] == "127.0.0.1"
    assert token not in json.dumps(events(management))
