"""The chain of the audit log: tampering is found, offline too, and old events go without breaking it."""

import json
import shutil
import sqlite3
import time

import pytest

from mintmark import run, until
from test_audit import connect, events


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """The data directory of a server with some events, stopped."""
    from mintmark import Server

    own = Server(tmp_path_factory.mktemp("stopped"))
    management = own.management()
    for number in range(5):
        management.make(f"{own.organization}/clients", name=f"client {number}")
    own.stop()
    return own.data


def offline(directory, *arguments):
    return run("audit", "verify", "--store", directory / "mintmark.sqlite", "--json", *arguments)


def tampered(stopped, tmp_path, *statements):
    """A copy of the data with SQL run on it by somebody who knows the tables."""
    copy = tmp_path / "copy"
    shutil.copytree(stopped, copy)
    database = sqlite3.connect(copy / "mintmark.sqlite")
    triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_events'")
    for (name,) in triggers.fetchall():
        database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()
    return copy


def test_A27_an_untouched_store_is_intact_offline(stopped, tmp_path):
    for directory in [stopped, tampered(stopped, tmp_path)]:
        found = offline(directory)
        assert found.returncode == 0, found.stderr
        assert json.loads(found.stdout)["intact"] and json.loads(found.stdout)["last_sequence"] == 10


@pytest.mark.parametrize(
    "statement, fault",
    [
        ("UPDATE audit_events SET details = '{}' WHERE sequence = 6", 6),
        ("UPDATE audit_events SET details = details || ' ' WHERE sequence = 7", 7),
        ("UPDATE audit_events SET actor = 'somebody else' WHERE sequence = 4", 4),
        ("UPDATE audit_events SET actor_address = NULL WHERE sequence = 8", 8),
        ("UPDATE audit_events SET time = time + 1 WHERE sequence = 2", 2),
        ("UPDATE audit_events SET action = 'later.release' WHERE sequence = 3", 3),
        ("UPDATE audit_events SET client_id = NULL WHERE sequence = 9", 9),
        ("UPDATE audit_events SET time = 'text' WHERE sequence = 5", 5),
        ("UPDATE audit_events SET code = x'00' WHERE sequence = 1", 1),
        ("DELETE FROM audit_events WHERE sequence = 5", 5),
        ("DELETE FROM audit_events WHERE sequence = 1", 1),
        ("DELETE FROM audit_events WHERE sequence > 8", 9),
        ("DELETE FROM audit_events", 1),
        ("UPDATE audit_chain SET last_sequence = 9", None),
        ("UPDATE audit_chain SET seal = x'00'", None),
        ("DELETE FROM audit_chain", None),
    ],
)
def test_A27_tampering_with_the_file_is_found(stopped, tmp_path, statement, fault):
    found = offline(tampered(stopped, tmp_path, statement))
    assert found.returncode == 1, found.stdout + found.stderr
    answer = json.loads(found.stdout)
    assert not answer["intact"]
    assert answer["fault_sequence"] == fault, answer


def test_A27_tampering_stays_visible_after_the_server_went_on(stopped, tmp_path):
    copy = tampered(
        stopped, tmp_path, "DELETE FROM audit_events WHERE sequence > 8",
        "UPDATE audit_chain SET last_sequence = 8, last_code = (SELECT code FROM audit_events WHERE sequence = 8)",
    )
    from mintmark import Server

    own = Server(tmp_path / "again", arguments=["--data-dir", str(copy)])
    try:
        management = own.management()
        management.make("/organizations", display_name="later")
        assert management.get("/audit-events/verification").json()["intact"] is False
        assert run("audit", "verify", env=connect(own)).returncode == 1
    finally:
        own.stop()


def test_A27_the_database_itself_refuses_careless_changes(stopped, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(stopped, copy)
    database = sqlite3.connect(copy / "mintmark.sqlite")
    for statement in ["UPDATE audit_events SET actor = 'x'", "DELETE FROM audit_events"]:
        with pytest.raises(sqlite3.DatabaseError, match="audit events are"):
            database.execute(statement)


def test_A27_a_store_put_back_to_an_older_state_lacks_the_mark(start, tmp_path):
    own = start()
    own.stop()
    shutil.copytree(own.data, tmp_path / "old")
    own.start()
    own.management().make("/organizations", display_name="later")
    own.stop()
    mark = json.loads(offline(own.data).stdout)["mark"]
    assert offline(own.data, "--known", mark).returncode == 0
    assert offline(tmp_path / "old").returncode == 0
    put_back = offline(tmp_path / "old", "--known", mark)
    assert put_back.returncode == 1 and "put back" in json.loads(put_back.stdout)["fault"]


def test_verify_says_what_is_wrong_with_its_arguments(stopped, tmp_path, start):
    other = start()
    other.stop()
    wrong = offline(stopped, "--master-key-file", other.data / "master.key")
    assert wrong.returncode == 1 and "master key is not the one" in wrong.stderr
    (tmp_path / "no.sqlite").write_text("no database at all" * 100)
    for file in [tmp_path / "no.sqlite", tmp_path / "missing.sqlite"]:
        broken = run("audit", "verify", "--store", file, "--master-key-file", stopped / "master.key")
        assert broken.returncode == 1 and file.name in broken.stderr
    assert run("audit", "verify", "--store", stopped / "mintmark.sqlite", "--known", "1:x").returncode == 2


def test_A27_old_events_are_removed_by_the_retention_and_the_chain_holds(start):
    own = start()
    before = events(own.management())
    own.stop()
    own.env = {"MINTMARK_AUDIT_RETENTION": "1s"}
    time.sleep(1.1)  # The events themselves have to be older than the shortest retention.
    own.start()
    management = own.management()
    pruned = until(lambda: events(management, action="audit.pruned"), what="the pruning")[0]
    assert pruned["details"]["first_sequence"] == 1 and pruned["details"]["last_sequence"] == before[-1]["sequence"]
    assert events(management)[0]["sequence"] == before[-1]["sequence"] + 1
    assert management.get("/audit-events/verification").json()["intact"]


def test_the_retention_needs_a_unit(tmp_path):
    for value in ["400", "-1d", "1y", "d"]:
        checked = run("check-config", "--issuer", "https://a.example", "--data-dir", tmp_path, f"--audit-retention={value}")
        assert checked.returncode == 2 and "audit.retention" in checked.stderr
    for value in ["0", "400d", "12h"]:
        checked = run("check-config", "--issuer", "https://a.example", "--data-dir", tmp_path, f"--audit-retention={value}")
        assert checked.returncode == 0, checked.stderr
