"""Secrets are rotated with an overlap, seen in use, kept from deletion in use, and end well."""

import base64
import datetime
import json
import re
import time

import pytest

from mintmark import run, until

UTC = datetime.timezone.utc
DAY = 86_400


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def seconds_from_now(text):
    return (moment(text) - datetime.datetime.now(UTC)).total_seconds()


@pytest.fixture
def client(management, organization):
    """The path of a client, its id and its first secret."""
    made = management.make(f"{organization}/clients", name="life", scopes=["a"])
    identifier = made["client"]["client_id"]
    return f"{organization}/clients/{identifier}", identifier, made["plain_secret"]


def secrets_of(management, path):
    return management.get(path).json()["client"]["secrets"]


def is_accepted(server, identifier, secret):
    return server.ask(server.form(client_id=identifier, client_secret=secret, scope=None)).status_code == 200


def use(server, management, path, identifier, secret):
    """Uses a secret and waits until the store knows."""
    server.token(client_id=identifier, client_secret=secret, scope=None)
    until(lambda: any("last_used_address" in one for one in secrets_of(management, path)), what="the last use")


# Rotation


def test_a_rotation_lets_the_old_secret_go_on_for_the_overlap(server, management, client):
    path, identifier, old = client
    answer = management.post(f"{path}/secrets:rotate", json={"overlap": 2})
    assert answer.status_code == 201, answer.text
    rotated = answer.json()
    new = rotated["plain_secret"]
    assert [one["id"] for one in rotated["ending"]] == [secrets_of(management, path)[0]["id"]]
    assert rotated["secret"]["id"] == secrets_of(management, path)[1]["id"] and "expire_time" not in rotated["secret"]
    assert 0 < seconds_from_now(rotated["ending"][0]["expire_time"]) <= 2
    assert is_accepted(server, identifier, old) and is_accepted(server, identifier, new)
    end = moment(rotated["ending"][0]["expire_time"])
    until(lambda: datetime.datetime.now(UTC) > end, what="the end of the overlap")
    assert not is_accepted(server, identifier, old) and is_accepted(server, identifier, new)


def test_a_rotation_never_lengthens_a_life_and_leaves_what_is_off(management, client):
    path, *_ = client
    soon = (datetime.datetime.now(UTC) + datetime.timedelta(hours=1)).isoformat()
    short = management.make(f"{path}/secrets", expire_time=soon)["secret"]
    off = management.make(f"{path}/secrets")["secret"]
    management.patch(f"{path}/secrets/{off['id']}", json={"status": "INACTIVE"})
    rotated = management.post(f"{path}/secrets:rotate", json={"overlap": 7 * DAY}).json()
    ends = {one["id"]: one.get("expire_time") for one in secrets_of(management, path)}
    assert ends[short["id"]] == short["expire_time"] and ends[off["id"]] is None
    assert off["id"] not in [one["id"] for one in rotated["ending"]] and len(rotated["ending"]) == 2


def test_an_overlap_of_0_ends_the_others_at_once(server, management, client):
    path, identifier, old = client
    for _ in range(4):
        management.make(f"{path}/secrets")
    new = management.post(f"{path}/secrets:rotate", json={"overlap": 0})
    assert new.status_code == 201, new.text
    assert not is_accepted(server, identifier, old) and is_accepted(server, identifier, new.json()["plain_secret"])
    assert len(secrets_of(management, path)) == 5


def test_an_expired_secret_makes_room_and_one_in_force_does_not(management, client):
    path, *_ = client
    soon = (datetime.datetime.now(UTC) + datetime.timedelta(seconds=1)).isoformat()
    ended = management.make(f"{path}/secrets", expire_time=soon)["secret"]["id"]
    for _ in range(3):
        management.make(f"{path}/secrets")
    until(lambda: datetime.datetime.now(UTC) > moment(soon))
    management.make(f"{path}/secrets")
    kept = [one["id"] for one in secrets_of(management, path)]
    assert ended not in kept and len(kept) == 5
    refused = management.post(f"{path}/secrets:rotate", json={"overlap": 60})
    assert refused.status_code == 400 and "only 5 secrets are allowed" in refused.json()["message"]
    assert [one["id"] for one in secrets_of(management, path)] == kept
    assert all("expire_time" not in one for one in secrets_of(management, path))


@pytest.mark.parametrize("body", [{}, {"overlap": -1}, {"overlap": 31_536_001}, {"overlap": "week"}, {"overlap": None}])
def test_an_overlap_must_be_given_and_in_range(management, client, body):
    path, *_ = client
    answer = management.post(f"{path}/secrets:rotate", json=body)
    assert answer.status_code == 400 and "overlap" in answer.json()["message"]
    assert len(secrets_of(management, path)) == 1


def test_A27_rotations_are_recorded_without_secrets(management, client):
    path, identifier, old = client
    rotated = management.post(f"{path}/secrets:rotate", json={"overlap": 60}).json()
    events = recorded(management, "secret.rotated")
    event = [one for one in events if one["subject"] == rotated["secret"]["id"]][0]
    assert event["details"] == {
        "client_id": identifier, "overlap": 60, "ending": [rotated["ending"][0]["id"]],
    }
    assert rotated["plain_secret"] not in str(events) and old not in str(events)


def recorded(management, action):
    events, token = [], ""
    while True:
        page = management.get("/audit-events", params={"page_size": 100, "page_token": token}).json()
        events += [event for event in page["audit_events"] if event["action"] == action]
        token = page["next_page_token"]
        if not token:
            return events


# Last use and deletion


def test_the_last_use_says_when_and_from_where(server, management, client):
    path, identifier, secret = client
    assert "last_used_address" not in secrets_of(management, path)[0]
    use(server, management, path, identifier, secret)
    shown = secrets_of(management, path)[0]
    assert shown["last_used_address"] == "127.0.0.1" and shown["last_used_time"] > shown["create_time"]


def test_a_secret_in_use_is_deleted_by_force_only(server, management, client):
    path, identifier, used = client
    fresh = management.make(f"{path}/secrets")
    # At once: the store does not know of this use yet.
    server.token(client_id=identifier, client_secret=used, scope=None)
    first = secrets_of(management, path)[0]["id"]
    refused = management.delete(f"{path}/secrets/{first}")
    assert refused.status_code == 400 and refused.json()["code"] == 9
    message = refused.json()["message"]
    assert re.search(r"was used at 20[0-9-]+T[0-9:.]+Z from 127\.0\.0\.1", message) and "force=true" in message
    assert refused.json()["details"][0]["error_code"] == "FAILED_PRECONDITION"
    assert management.delete(f"{path}/secrets/{first}", params={"force": "yes"}).status_code == 400
    assert management.delete(f"{path}/secrets/{first}", params={"force": "false"}).status_code == 400
    assert is_accepted(server, identifier, used)
    assert management.delete(f"{path}/secrets/{first}", params={"force": "true"}).status_code == 200
    assert not is_accepted(server, identifier, used) and is_accepted(server, identifier, fresh["plain_secret"])


def test_what_nobody_can_miss_is_deleted_without_force(server, management, client):
    path, identifier, used = client
    unused = management.make(f"{path}/secrets")["secret"]["id"]
    assert management.delete(f"{path}/secrets/{unused}").status_code == 200
    management.make(f"{path}/secrets")
    use(server, management, path, identifier, used)
    first = secrets_of(management, path)[0]["id"]
    # To switch it off needs no force, since it can be switched on again.
    assert management.patch(f"{path}/secrets/{first}", json={"status": "INACTIVE"}).status_code == 200
    assert management.delete(f"{path}/secrets/{first}").status_code == 200


@pytest.mark.parametrize("seconds, status", [("0", 200), ("1", 200), ("1000", 400)])
def test_how_recent_a_use_counts_is_a_setting(start, seconds, status):
    own = start(env={"MINTMARK_SECRET_RECENT_USE": seconds})
    management = own.management()
    path = f"{own.organization}/clients/{own.credentials['client_id']}"
    management.make(f"{path}/secrets")
    own.token()
    if seconds == "1":
        time.sleep(1.1)  # the setting itself is a second
    first = secrets_of(management, path)[0]["id"]
    assert management.delete(f"{path}/secrets/{first}").status_code == status


# The whole secret counts


def variants(secret):
    """The secret with each of its bytes changed, and everything that a careless comparison would take for it."""
    raw = secret.encode()
    for index in range(len(raw)):
        for changed in {raw[index] ^ 1, raw[index] ^ 0x20, 0}:
            yield raw[:index] + bytes([changed]) + raw[index + 1:]
        yield raw[:index] + raw[index + 1:]
    for more in [b"\0", b" ", b"a", b"\n", b"%", b"\xc3\xa9", b"%00"]:
        yield raw + more
        yield more + raw
    yield raw + b"\0" + raw
    yield raw + raw
    yield raw.upper()
    yield raw.lower()
    yield b"".join(b"%%%02x" % byte for byte in raw)
    yield raw.replace(b"_", b"%5F")
    yield raw.decode().encode("utf-16-le")
    yield b""


def escaped(raw):
    return "".join(f"%{byte:02X}" for byte in raw)


def test_A5_every_byte_of_a_secret_counts(server, management, client):
    path, identifier, secret = client
    import requests

    session = requests.Session()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    others = [raw for raw in dict.fromkeys(variants(secret)) if raw != secret.encode()]
    assert len(others) > 120
    for raw in others:
        body = f"grant_type=client_credentials&client_id={identifier}&client_secret={escaped(raw)}"
        answer = session.post(f"{server.url}/oauth/token", data=body, headers=form, timeout=10)
        assert answer.status_code in (400, 401), raw
        pair = base64.b64encode(f"{identifier}:{escaped(raw)}".encode()).decode()
        answer = session.post(
            f"{server.url}/oauth/token", data="grant_type=client_credentials",
            headers={**form, "Authorization": f"Basic {pair}"}, timeout=10)
        assert answer.status_code in (400, 401), raw
    # The same way of sending it works with the secret itself.
    body = f"grant_type=client_credentials&client_id={identifier}&client_secret={escaped(secret.encode())}"
    assert session.post(f"{server.url}/oauth/token", data=body, headers=form, timeout=10).status_code == 200


# The list across clients


def test_secrets_are_listed_across_clients(start):
    own = start()
    management = own.management()
    clients = f"{own.organization}/clients"
    made = [management.make(clients, name=f"client {number}") for number in range(5)]
    paths = [f"{clients}/{one['client']['client_id']}" for one in made]
    for number, path in enumerate(paths):
        secret = secrets_of(management, path)[0]["id"]
        end = datetime.datetime.now(UTC) + datetime.timedelta(days=10 - number)
        management.patch(f"{path}/secrets/{secret}", json={"expire_time": end.isoformat()})
    ending = management.get("/secrets", params={"expiring_within": 8 * DAY}).json()
    assert [one["client_name"] for one in ending["secrets"]] == ["client 4", "client 3", "client 2"]
    assert ending["total_size"] == 3
    row = ending["secrets"][0]
    assert row["client_id"] == made[4]["client"]["client_id"]
    assert row["organization_id"] == own.credentials["organization_id"]
    assert "plain_secret" not in row
    seen, token = [], ""
    while True:
        page = management.get(
            "/secrets", params={"expiring_within": 30 * DAY, "page_size": 2, "page_token": token}).json()
        seen += [one["client_name"] for one in page["secrets"]]
        token = page["next_page_token"]
        if not token:
            break
    assert seen == [f"client {number}" for number in (4, 3, 2, 1, 0)]
    assert management.get("/secrets", params={"unused_for": 1000}).json()["secrets"] == []
    everything = management.get("/secrets", params={"unused_for": 0, "page_size": 100}).json()
    assert everything["total_size"] == 7 and "organization_id" not in [
        one for one in everything["secrets"] if one["client_id"].startswith("skc_")][0]
    use(own, management, paths[1], made[1]["client"]["client_id"], made[1]["plain_secret"])
    assert management.get("/secrets").json()["secrets"][-1]["client_name"] == "client 1"
    management.patch(
        f"{paths[2]}/secrets/{made[2]['client']['secrets'][0]['id']}", json={"status": "INACTIVE"})
    assert management.get("/secrets").json()["total_size"] == 6


def test_the_list_shows_what_the_token_may_read(start):
    own = start()
    management = own.management()

    def kinds(*scopes):
        made = management.make("/clients", name="reader", scopes=list(scopes))
        token = own.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"], scope=None)
        answer = own.management(token).get("/secrets")
        if answer.status_code == 403:
            return 403
        listed = answer.json()
        assert listed["total_size"] == len(listed["secrets"])
        return {one["client_id"].split("_")[0] for one in listed["secrets"]}

    assert kinds("clients:read") == {"m2morg"}
    assert kinds("environment:read") == {"skc"}
    assert kinds("clients:read", "environment:read") == {"m2morg", "skc"}
    assert kinds("organizations:read", "clients:write") == 403


@pytest.mark.parametrize("query", [
    {"unused_for": "-1"}, {"unused_for": "x"}, {"expiring_within": "1.5"}, {"expiring_within": "999999999999"},
    {"page_token": "YTE"}, {"page_size": "-1"},
])
def test_what_the_list_cannot_mean_is_refused(management, query):
    answer = management.get("/secrets", params=query)
    assert answer.status_code == 400 and next(iter(query)) in answer.json()["message"]


# Commands


@pytest.fixture
def cli(server):
    def command(*arguments, code=0, **options):
        result = run(*arguments, env={"MINTMARK_PROFILE": str(server.directory / "credentials.json")}, **options)
        assert result.returncode == code, (result.returncode, result.stdout, result.stderr)
        return result

    return command


def test_the_commands_rotate_and_set_ends(server, management, client, cli):
    path, identifier, old = client
    own = ["--org", path.split("/")[2]]
    shown = cli("secret", "rotate", identifier, *own, "--overlap", "7d").stdout
    assert shown.count("client secret  ") == 1 and "will not be shown again" in shown and "secrets that end:" in shown
    plain = re.search(r"client secret  (\S+)", shown)[1]
    assert is_accepted(server, identifier, plain) and is_accepted(server, identifier, old)
    first, second = secrets_of(management, path)
    assert abs(seconds_from_now(first["expire_time"]) - 7 * DAY) < 60
    cli("secret", "update", identifier, second["id"], *own, "--expires-in", "2d")
    assert abs(seconds_from_now(secrets_of(management, path)[1]["expire_time"]) - 2 * DAY) < 60
    cli("secret", "update", identifier, second["id"], *own, "--never-expires")
    assert "expire_time" not in secrets_of(management, path)[1]
    cli("secret", "update", identifier, second["id"], *own, "--expire-time", "2099-01-31T00:00:00Z")
    assert secrets_of(management, path)[1]["expire_time"].startswith("2099-01-31T00:00:00")
    cli("secret", "update", identifier, second["id"], *own, code=2)
    cli("secret", "update", identifier, second["id"], *own, "--never-expires", "--expires-in", "1d", code=2)
    made = json.loads(cli("secret", "create", identifier, *own, "--expires-in", "90d", "--json").stdout)
    assert abs(seconds_from_now(made["secret"]["expire_time"]) - 90 * DAY) < 60
    made = json.loads(cli("secret", "rotate", identifier, *own, "--json").stdout)
    assert abs(seconds_from_now(made["ending"][-1]["expire_time"]) - 7 * DAY) < 60
    cli("secret", "rotate", identifier, *own, "--overlap", "soon", code=2)


def test_the_commands_show_use_and_list_across_clients(server, management, client, cli):
    path, identifier, secret = client
    use(server, management, path, identifier, secret)
    shown = cli("secret", "list", identifier, "--org", path.split("/")[2]).stdout
    assert "FROM" in shown and "127.0.0.1" in shown
    shown = cli("secret", "list", "--all").stdout
    assert identifier in shown and "CLIENT ID" in shown
    assert identifier not in cli("secret", "list", "--stale", "90d", "--all").stdout
    assert cli("secret", "list", "--expiring", "0").stdout == "no secrets\n"
    cli("secret", "update", identifier, secrets_of(management, path)[0]["id"], "--org", path.split("/")[2],
        "--expires-in", "1h")
    assert identifier in cli("secret", "list", "--expiring", "30d", "--all").stdout
    document = json.loads(cli("secret", "list", "--expiring", "30d", "--all", "--json").stdout)
    assert identifier in [one["client_id"] for one in document["secrets"]]
    cli("secret", "list", identifier, "--stale", "90d", code=2)
    cli("secret", "list", "--environment", code=2)
