"""Moving a store to another one: everything is there afterwards, and what cannot be done says why."""

import json
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest
import requests

from mintmark import BINARY, Server, environment, run, until
from ports import free_port

ISSUER = "http://127.0.0.1:9"


@pytest.fixture
def database(postgres):
    """Makes empty databases, and gives their URLs."""
    return lambda name: postgres.make_database(f"{name}_{time.monotonic_ns()}")


class Issuing(Server):
    """A server for the one issuer, at a port of its own."""

    def start(self):
        super().start()
        self.url = f"http://127.0.0.1:{self.arguments[1]}"


def start(directory, store=None):
    env = {"MINTMARK_STORE": store} if store else {}
    return Issuing(directory, arguments=["--port", free_port(), "--issuer", ISSUER], env=env)


def clients(server):
    """All clients of the organization, but when their secrets were last used."""
    listed = server.management().get(f"{server.organization}/clients?page_size=100").json()
    for client in listed["clients"]:
        for secret in client["secrets"]:
            for name in ["last_used_time", "last_used_address"]:
                secret.pop(name, None)
    return listed


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A stopped installation on SQLite in which something of everything was made, and what must hold afterwards."""
    server = start(tmp_path_factory.mktemp("full"))
    management = server.management()
    server.revoked, server.good = server.token(), None
    ended = requests.post(f"{server.url}/oauth/revoke", data={**server.form(), "token": server.revoked}, timeout=20)
    assert ended.status_code == 200
    server.good = server.token()
    management.make("/webhooks", url="https://hook.example/x", event_types=["client.created"])
    for number in range(5):
        management.make(f"{server.organization}/clients", name=f"ünï {number} \\N", description="\"'", custom_claims=[
            {"key": "a", "value": "b\\"}])
    server.keys = requests.get(f"{server.url}/keys", timeout=10).json()
    server.clients = clients(server)
    until(lambda: management.get("/revocations").json()["revocations"], what="the revocation")
    server.stop()
    server.mark = json.loads(
        run("audit", "verify", "--store", server.data / "mintmark.sqlite", "--json").stdout)["mark"]
    return server


def settings(server, **more):
    return {"MINTMARK_ISSUER": "https://a.example", "MINTMARK_DATA_DIR": str(server.data), **more}


def copy(server, source, target, *arguments):
    return run(
        "store", "copy", "--from", source, "--to", target, "--master-key-file", server.data / "master.key", *arguments)


def sqlite_file(server):
    return server.data / "mintmark.sqlite"


def with_the_key_of(server, directory):
    """A directory for a server that has the master key and the credentials of another one."""
    (directory / "data").mkdir(parents=True)
    for name in ["master.key", "credentials.json"]:
        shutil.copy(server.data / name, directory / "data" / name)
    return directory


def is_active(server, token):
    answer = requests.post(
        f"{server.url}/oauth/introspect", timeout=10,
        data={"token": token, "client_id": server.credentials["environment_client_id"],
              "client_secret": server.credentials["environment_client_secret"]})
    assert answer.status_code == 200, answer.text
    return answer.json()["active"]


def works_as(full, server):
    """The server has everything that the first one had."""
    try:
        assert is_active(server, full.good) and not is_active(server, full.revoked)
        assert requests.get(f"{server.url}/keys", timeout=10).json() == full.keys
        management = server.management()
        assert clients(server) == full.clients
        assert server.ask().status_code == 200
        assert len(management.get("/webhooks").json()["webhooks"]) == 1
        checked = management.get("/audit-events/verification").json()
        assert checked["intact"]
    finally:
        server.stop()


def test_an_installation_is_moved_to_postgresql_and_back(full, database, tmp_path):
    url = database("moved")
    moved = copy(full, sqlite_file(full), url)
    assert moved.returncode == 0, moved.stderr
    assert "not-shown" not in moved.stdout + moved.stderr
    assert "MINTMARK_STORE" in moved.stdout and "audit log     intact" in moved.stdout
    back = tmp_path / "back.sqlite"
    assert copy(full, url, back).returncode == 0
    dumps = []
    for file in [sqlite_file(full), back]:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
            dumps.append(sorted(line for line in connection.iterdump() if "grdb_migrations" not in line))
    assert dumps[0] == dumps[1]
    works_as(full, start(with_the_key_of(full, tmp_path / "there"), url))
    known = run(
        "audit", "verify", "--store", url, "--master-key-file", full.data / "master.key", "--known", full.mark)
    assert known.returncode == 0, known.stdout + known.stderr
    again = with_the_key_of(full, tmp_path / "again")
    shutil.copy(back, again / "data" / "mintmark.sqlite")
    works_as(full, start(again))


def test_migrate_moves_the_installation_of_the_settings(full, database, tmp_path):
    own = with_the_key_of(full, tmp_path / "own")
    shutil.copy(sqlite_file(full), own / "data" / "mintmark.sqlite")
    env = {"MINTMARK_ISSUER": "https://a.example", "MINTMARK_DATA_DIR": str(own / "data")}
    url = database("migrated")
    would = run("store", "migrate", "--to", url, "--dry-run", env=env)
    assert would.returncode == 0 and "Nothing was changed" in would.stdout, would.stderr
    moved = run("store", "migrate", "--to", url, "--json", env=env)
    assert moved.returncode == 0, moved.stderr
    answer = json.loads(moved.stdout)
    assert answer["audit_log"]["intact"] and answer["rows"] == sum(table["rows"] for table in answer["tables"])
    assert json.loads(run("store", "migrate", "--to", tmp_path / "b.sqlite", "--json", env={**env, "MINTMARK_STORE": url}).stdout)[
        "tables"] == answer["tables"]
    works_as(full, start(own, url))


def test_a_dry_run_writes_nothing(full, database, postgres, tmp_path):
    url = database("dry")
    for target in [url, tmp_path / "new.sqlite"]:
        would = copy(full, sqlite_file(full), target, "--dry-run", "--json")
        assert would.returncode == 0 and json.loads(would.stdout)["dry_run"], would.stderr
    assert not (tmp_path / "new.sqlite").exists()
    name = url.split("?")[0].rsplit("/", 1)[1]
    assert postgres.query("SELECT count(*) FROM pg_namespace WHERE nspname = 'mintmark'", name) == "0"


def test_a_store_in_use_is_not_copied(tmp_path, database):
    url = database("used")
    for name, store in [("file", None), ("base", url)]:
        server = start(tmp_path / name, store)
        source = store or sqlite_file(server)
        try:
            for target in [tmp_path / "copy.sqlite", database("target")]:
                refused = copy(server, source, target)
                assert refused.returncode != 0 and "stop" in refused.stderr, refused.stdout + refused.stderr
            moved = run("store", "migrate", "--to", database("target"), env=settings(server, **server.env))
            assert moved.returncode != 0 and "stop" in moved.stderr, moved.stdout + moved.stderr
        finally:
            server.stop()
        assert copy(server, source, tmp_path / f"{name}.sqlite").returncode == 0
    assert not (tmp_path / "copy.sqlite").exists()


def test_what_cannot_be_copied_says_why(full, database, tmp_path):
    other = start(tmp_path / "other")
    other.stop()
    url = database("taken")
    assert copy(other, sqlite_file(other), url).returncode == 0
    for target, words in [(url, "is not empty"), (sqlite_file(other), "exists; nothing was changed")]:
        refused = copy(full, sqlite_file(full), target)
        assert refused.returncode != 0 and words in refused.stderr, refused.stderr
    wrong = copy(other, sqlite_file(full), tmp_path / "new.sqlite")
    assert wrong.returncode == 1 and "master key is not the one" in wrong.stderr
    (tmp_path / "text.sqlite").write_text("no database at all" * 100)
    for source in [tmp_path / "text.sqlite", tmp_path / "missing.sqlite"]:
        refused = copy(full, source, tmp_path / "new.sqlite")
        assert refused.returncode == 1 and source.name in refused.stderr, refused.stderr
    assert not (tmp_path / "new.sqlite").exists()
    for bad in ["mysql://me:hidden@host/db", "postgres://me:hidden@host:x/db"]:
        refused = copy(full, bad, tmp_path / "new.sqlite")
        assert refused.returncode in (1, 2) and "hidden" not in refused.stdout + refused.stderr
    unreachable = copy(full, sqlite_file(full), "postgres://me:hidden@127.0.0.1:1/db")
    assert unreachable.returncode == 1 and "cannot be reached" in unreachable.stderr and "hidden" not in unreachable.stderr
    no_key = run("store", "copy", "--from", url, "--to", tmp_path / "new.sqlite")
    assert no_key.returncode == 2 and "--master-key-file" in no_key.stderr


def test_a_copy_that_is_killed_leaves_the_target_empty_and_can_be_started_again(full, database, postgres, tmp_path):
    url = database("killed")
    name = url.split("?")[0].rsplit("/", 1)[1]
    file = tmp_path / "killed.sqlite"

    def stands(target):
        """Whether the target is whole; a kill between the last write and the end of the process leaves it so."""
        if target == file:
            return file.exists()
        if not postgres.query("SELECT to_regclass('mintmark.clients')", name):
            return False
        # Until the server has noticed that the connection is gone.
        until(lambda: postgres.query(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'mintmark%'") == "0")
        counts = [postgres.query(f"SELECT count(*) FROM mintmark.{table}", name) for table in ["clients", "installation"]]
        assert counts in (["0", "0"], ["7", "1"]), "all or nothing"
        return counts == ["7", "1"]

    for target in [url, file]:
        for attempt in range(6):
            process = subprocess.Popen(
                [BINARY, "store", "copy", "--from", sqlite_file(full), "--to", target, "--master-key-file",
                 full.data / "master.key"], env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.03 + 0.012 * attempt)
            process.send_signal(signal.SIGKILL)
            process.wait()
            if stands(target):
                break
        else:
            done = copy(full, sqlite_file(full), target)
            assert done.returncode == 0, done.stderr
        assert copy(full, target, tmp_path / f"check-{target == url}.sqlite").returncode == 0


def test_migrate_brings_an_older_schema_up_to_date_and_says_so(tmp_path):
    server = start(tmp_path / "older")
    server.stop()
    with sqlite3.connect(sqlite_file(server)) as connection:
        newest = connection.execute("SELECT count(*) FROM grdb_migrations").fetchone()[0]
        connection.executescript(
            "DROP INDEX organizations_with_quota; ALTER TABLE organizations DROP COLUMN quota;"
            "ALTER TABLE clients DROP COLUMN quota; ALTER TABLE clients DROP COLUMN status;"
            "ALTER TABLE clients DROP COLUMN allowed_addresses;"
            "DELETE FROM grdb_migrations WHERE identifier = '007_client_limits'")
    refused = copy(server, sqlite_file(server), tmp_path / "copy.sqlite")
    assert refused.returncode == 1 and "mintmark store migrate" in refused.stderr
    would = run("store", "migrate", "--dry-run", "--json", env=settings(server))
    assert json.loads(would.stdout)["schema"] == newest - 1, would.stderr
    done = run("store", "migrate", env=settings(server))
    assert done.returncode == 0 and f"had schema {newest - 1} and was brought to schema {newest}" in done.stdout
    assert "nothing to do" in run("store", "migrate", env=settings(server)).stdout
    server.start()
    assert server.ask().status_code == 200


def test_A27_audit_verify_reads_a_database_and_finds_what_was_changed_there(postgres, database, tmp_path):
    url = database("audited")
    name = url.split("?")[0].rsplit("/", 1)[1]
    server = start(tmp_path / "audited", url)
    try:
        management = server.management()
        for number in range(5):
            management.make(f"{server.organization}/clients", name=f"client {number}")

        def verify(*arguments):
            return run(
                "audit", "verify", "--store", url, "--master-key-file", server.data / "master.key", "--json", *arguments)

        found = verify()
        assert found.returncode == 0, "while the server runs: " + found.stderr
        document = json.loads(found.stdout)
        assert document["intact"] and document["last_sequence"] >= 9
        assert verify("--known", document["mark"]).returncode == 0
        by_environment = run(
            "audit", "verify", "--store", url, env={"MINTMARK_MASTER_KEY": (server.data / "master.key").read_text().strip()})
        assert by_environment.returncode == 0, by_environment.stderr
    finally:
        server.stop()
    for statement, fault in [
        ("UPDATE mintmark.audit_events SET actor = 'somebody else' WHERE sequence = 4", 4),
        ("DELETE FROM mintmark.audit_events WHERE sequence = 3", 3),
    ]:
        postgres.query(statement, name)
        found = verify()
        assert found.returncode == 1 and json.loads(found.stdout)["fault_sequence"] == fault, found.stdout
    empty = run("audit", "verify", "--store", database("none"), "--master-key-file", server.data / "master.key")
    assert empty.returncode == 1 and "no store of Mintmark" in empty.stderr


def test_init_makes_no_key_beside_a_database_that_has_another_one(database, tmp_path):
    url = database("bound")
    env = {"MINTMARK_ISSUER": "https://a.example", "MINTMARK_STORE": url}
    first = run("init", "--data-dir", tmp_path / "first", env=env)
    assert first.returncode == 0, first.stderr
    second = run("init", "--data-dir", tmp_path / "second", env=env)
    assert second.returncode == 2 and "holds an installation already" in second.stderr, second.stderr
    assert not (tmp_path / "second" / "master.key").exists()
    gone = run("init", "--data-dir", tmp_path / "third", env={**env, "MINTMARK_STORE": "postgres://127.0.0.1:1/db"})
    assert gone.returncode == 1 and not (tmp_path / "third" / "master.key").exists()


def test_of_two_inits_at_once_one_makes_the_installation_and_the_other_leaves_no_key(database, tmp_path):
    for attempt in range(3):
        url = database(f"race{attempt}")
        env = environment({"MINTMARK_ISSUER": "https://a.example", "MINTMARK_STORE": url})
        names = [tmp_path / f"{attempt}-{number}" for number in range(3)]
        processes = [
            subprocess.Popen([BINARY, "init", "--data-dir", name], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for name in names]
        codes = [process.wait(60) for process in processes]
        keys = [name for name, code in zip(names, codes) if (name / "master.key").exists()]
        assert codes.count(0) == 1 and keys == [names[codes.index(0)]], (codes, keys)
