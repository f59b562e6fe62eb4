"""Two nodes on one PostgreSQL database: a change through one is in force on the other, and the database may crash."""

import shutil
import time

import jwt
import pytest
import requests

from mintmark import Server, run, until
from ports import free_port
from postgres import Postgres


@pytest.fixture(scope="module")
def nodes(postgres, tmp_path_factory):
    """Two nodes that serve the same issuer, each with its own data directory that holds the same master key."""
    root = tmp_path_factory.mktemp("nodes")
    ports = [free_port(), free_port()]
    servers = []
    for port in ports:
        directory = root / f"node{port}"
        directory.mkdir()
        if servers:
            shutil.copytree(servers[0].data, directory / "data")
        server = Server(
            directory, arguments=["--port", port, "--issuer", f"http://127.0.0.1:{ports[0]}"],
            env={"MINTMARK_STORE": postgres.url, "MINTMARK_KEYS_MAX_AGE": "1"},
        )
        server.url = f"http://127.0.0.1:{port}"
        servers.append(server)
    yield servers
    for server in servers:
        server.stop()


def within_a_second(condition, what):
    start = time.monotonic()
    until(condition, seconds=1, what=what)
    return time.monotonic() - start


def make_client(node, name="shared"):
    management = node.management()
    made = management.make(f"{node.organization}/clients", name=name, audience=["https://api.example.com"])
    return made["client"]["client_id"], made["plain_secret"]


def test_the_url_of_the_store_is_not_shown(nodes):
    for node in nodes:
        assert "not-shown" not in node.logs + "".join(node.output)


@pytest.mark.parametrize("url", ["postgres://me:hidden@127.0.0.1:1/db", "mysql://me:hidden@host/db"])
def test_no_command_shows_the_password_of_the_store(tmp_path, url):
    env = {
        "MINTMARK_STORE": url, "MINTMARK_ISSUER": "https://auth.example.com", "MINTMARK_DATA_DIR": str(tmp_path / "data"),
        "MINTMARK_TRUSTED_PROXIES": "127.0.0.1",
    }
    for command in ["check-config", "init", "serve"]:
        done = run(command, env=env)
        assert "hidden" not in done.stdout + done.stderr
        assert done.returncode == 0 if command == "check-config" and url.startswith("postgres") else done.returncode != 0


def test_a_client_made_on_one_node_gets_tokens_on_the_other_that_both_take(nodes):
    first, second = nodes
    client_id, secret = make_client(first)
    form = second.form(client_id=client_id, client_secret=secret)
    within_a_second(lambda: second.ask(form).status_code == 200, "a token on the other node")
    token = second.ask(form).json()["access_token"]
    for node in nodes:
        key = jwt.PyJWKClient(f"{node.url}/keys").get_signing_key_from_jwt(token).key
        assert jwt.decode(token, key, algorithms=["RS256"], audience="https://api.example.com")["client_id"] == client_id


def test_a_client_deleted_on_one_node_is_refused_by_the_other(nodes):
    first, second = nodes
    client_id, secret = make_client(first)
    form = second.form(client_id=client_id, client_secret=secret)
    within_a_second(lambda: second.ask(form).status_code == 200, "a token on the other node")
    answer = first.management().delete(f"{first.organization}/clients/{client_id}", params={"force": "true"})
    assert answer.status_code in (200, 204), answer.text
    within_a_second(lambda: second.ask(form).status_code == 401, "the refusal on the other node")


def test_a_token_revoked_on_one_node_is_inactive_on_the_other(nodes):
    first, second = nodes
    client_id, secret = make_client(first)
    token = first.token(client_id=client_id, client_secret=secret)

    def is_active():
        answer = requests.post(
            f"{second.url}/oauth/introspect", timeout=10,
            data={
                "token": token, "client_id": second.credentials["environment_client_id"],
                "client_secret": second.credentials["environment_client_secret"],
            },
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["active"]

    until(is_active, what="an active token")
    answer = requests.post(
        f"{first.url}/oauth/revoke", timeout=10,
        data={"token": token, "client_id": client_id, "client_secret": secret},
    )
    assert answer.status_code == 200, answer.text
    within_a_second(lambda: not is_active(), "the revocation on the other node")


def test_both_nodes_publish_the_same_keys_after_a_rotation(nodes):
    first, second = nodes
    before = {key["kid"] for key in requests.get(f"{first.url}/keys", timeout=10).json()["keys"]}
    management = first.management()

    def rotate():
        answer = management.post("/keys:rotate", json={"algorithm": "ES256"})
        # Until the announced key was published for longer than caches may keep the key set.
        assert answer.status_code == 200 or answer.json()["code"] == 9, answer.text
        return answer.status_code == 200

    until(rotate, seconds=90, what="the rotation")
    after = {key["kid"] for key in requests.get(f"{first.url}/keys", timeout=10).json()["keys"]}
    assert after != before
    within_a_second(
        lambda: {key["kid"] for key in requests.get(f"{second.url}/keys", timeout=10).json()["keys"]} == after,
        "the same keys on the other node",
    )
    signers = {jwt.get_unverified_header(node.token())["kid"] for node in nodes}
    assert len(signers) == 1 and signers <= after, "both sign with the new key"


def test_a_crash_of_the_database_loses_nothing_and_needs_no_restart(nodes, postgres):
    first, second = nodes
    management = first.management()
    client_id, secret = make_client(first, "before the crash")
    form = second.form(client_id=client_id, client_secret=secret)
    within_a_second(lambda: second.ask(form).status_code == 200, "a token on the other node")
    postgres.kill()
    try:
        for node in nodes:
            assert node.ask(form).status_code == 200, "known clients get tokens"
            assert requests.get(f"{node.url}/keys", timeout=10).status_code == 200
            ready = requests.get(f"{node.url}/readyz", timeout=20)
            assert ready.status_code == 503 and "unavailable" in ready.text
        answer = management.post(f"{first.organization}/clients", json={"name": "lost"})
        assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0, answer.text
    finally:
        postgres.start()
    for node in nodes:
        until(lambda: requests.get(f"{node.url}/readyz", timeout=20).status_code == 200, what="readiness")
    names = [client["name"] for client in management.get(f"{first.organization}/clients").json()["clients"]]
    assert "before the crash" in names and "lost" not in names
    client_id, secret = make_client(second, "after the crash")
    form = first.form(client_id=client_id, client_secret=secret)
    within_a_second(lambda: first.ask(form).status_code == 200, "a token on the other node")
    assert int(postgres.query("SELECT count(*) FROM mintmark.clients WHERE name = 'after the crash'")) == 1


def test_a_node_that_hears_nothing_stops_answering_from_memory_and_recovers(tmp_path):
    database = Postgres()
    try:
        node = Server(tmp_path / "alone", env={"MINTMARK_STORE": database.url, "MINTMARK_STORE_STALENESS": "5"})
        try:
            until(lambda: node.ask().status_code == 200, what="a token")
            database.kill()
            killed = time.monotonic()
            assert node.ask().status_code == 200, "memory is young enough"
            until(lambda: node.ask().status_code == 503, seconds=15, what="the refusal")
            assert time.monotonic() - killed > 3, "memory was answered from for about the bound"
            assert requests.get(f"{node.url}/keys", timeout=10).status_code == 200
            database.start()
            until(lambda: node.ask().status_code == 200, what="a token after the return")
        finally:
            node.stop()
    finally:
        database.remove()


def test_nodes_have_one_leader_and_replace_one_that_is_killed(nodes, postgres):
    query = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"

    def leader():
        return postgres.query(query)

    until(leader, what="a leader")
    before = leader()
    assert before.isdigit(), "one connection holds the lock"
    postgres.query(f"SELECT pg_terminate_backend({before})")
    until(lambda: leader() not in ("", before), seconds=10, what="another leader")
    assert leader().isdigit()


@pytest.mark.parametrize("first", ["read", "write"])
def test_a_database_that_stands_still_is_noticed_within_seconds(tmp_path, first):
    """Its connections stay open, and nothing comes."""
    database = Postgres()
    node = None
    try:
        node = Server(tmp_path / "alone", env={"MINTMARK_STORE": database.url})
        management = node.management()
        client_id, secret = make_client(node)
        calls = {
            "read": lambda: management.get("/organizations", timeout=30),
            "write": lambda: management.post("/organizations", json={"display_name": "late"}, timeout=30),
        }
        for call in calls.values():
            assert call().status_code in (200, 201)
        database.freeze()

        def refused(kind):
            begin = time.monotonic()
            answer = calls[kind]()
            assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0, answer.text
            return time.monotonic() - begin

        assert refused(first) < 7
        # Longer than two attempts of the node to reach the database, which no caller waits for.
        end = time.monotonic() + 8
        while time.monotonic() < end:
            for kind in calls:
                assert refused(kind) < 1
            assert node.ask(node.form(client_id=client_id, client_secret=secret)).status_code == 200
            time.sleep(0.1)
        database.thaw()
        until(lambda: all(call().status_code in (200, 201) for call in calls.values()), seconds=10, what="the database")
    finally:
        database.thaw()
        if node:
            node.stop()
        database.remove()
