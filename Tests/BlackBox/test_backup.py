"""Backups of both stores, made while clients are written, and what a server that was restored from one does."""

import json
import shutil
import threading

import jwt
import pytest
import requests

from mintmark import run, until
from test_store_commands import is_active, start, with_the_key_of


class Writer:
    """Makes clients until it is stopped, and notes those that were acknowledged."""

    def __init__(self, server):
        self.server, self.acknowledged = server, []
        self.management = server.management()
        self.going = True
        self.thread = threading.Thread(target=self._write)
        self.thread.start()
        until(lambda: len(self.acknowledged) >= 10, what="the first writes")

    def _write(self):
        while self.going:
            made = self.management.make(f"{self.server.organization}/clients", name="written")
            self.acknowledged.append((made["client"]["client_id"], made["plain_secret"]))

    def stop(self):
        self.going = False
        self.thread.join()


def settings(server, store):
    return {
        "MINTMARK_ISSUER": "https://a.example", "MINTMARK_DATA_DIR": str(server.data),
        **({"MINTMARK_STORE": store} if store else {}),
    }


def by_mintmark(server, postgres, store, directory):
    file = directory / "backup.sqlite"
    made = run("store", "backup", "--to", file, env=settings(server, store))
    assert made.returncode == 0, made.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    again = run("store", "backup", "--to", file, env=settings(server, store))
    assert again.returncode != 0 and "exists" in again.stderr, "nothing is overwritten"
    return file


def by_sqlite(server, postgres, store, directory):
    import sqlite3

    file = directory / "backup.sqlite"
    with sqlite3.connect(server.data / "mintmark.sqlite") as source, sqlite3.connect(file) as target:
        source.backup(target)
    return file


def by_pg_dump(server, postgres, store, directory):
    dump = postgres.directory / f"{directory.parent.name}.dump"
    postgres.run("pg_dump", "-U", "mintmark", "-Fc", "--schema=mintmark", "-f", str(dump), name_of(store))
    return dump


def name_of(store):
    return store.split("?")[0].rsplit("/", 1)[1]


def into_a_file(server, postgres, backup, directory):
    shutil.copy(backup, directory / "data" / "mintmark.sqlite")


def into_a_database(server, postgres, backup, directory):
    url = postgres.make_database(f"restored_{directory.parent.name.replace('-', '_')}")
    if backup.suffix == ".dump":
        postgres.run("pg_restore", "-U", "mintmark", "--exit-on-error", "-d", name_of(url), str(backup))
    else:
        done = run("store", "copy", "--from", backup, "--to", url, "--master-key-file", server.data / "master.key")
        assert done.returncode == 0, done.stderr
    return url


@pytest.mark.parametrize(
    "store, backup, restore",
    [
        ("sqlite", by_mintmark, into_a_file),
        ("sqlite", by_sqlite, into_a_file),
        ("sqlite", by_mintmark, into_a_database),
        ("postgresql", by_pg_dump, into_a_database),
        ("postgresql", by_mintmark, into_a_file),
    ],
    ids=["file", "file-by-sqlite", "file-to-database", "database", "database-to-file"],
)
def test_a_backup_made_under_writes_is_restored(request, postgres, tmp_path, store, backup, restore):
    name = request.node.callspec.id.replace("-", "_")
    url = postgres.make_database(f"source_{name}") if store == "postgresql" else None
    (tmp_path / name).mkdir()
    server = start(tmp_path / name / "first", url)
    writer = Writer(server)
    try:
        token = server.token()
        keys = requests.get(f"{server.url}/keys", timeout=10).json()
        before = list(writer.acknowledged)
        (tmp_path / name / "kept").mkdir()
        file = backup(server, postgres, url, tmp_path / name / "kept")
        if file.suffix == ".sqlite":
            checked = run("audit", "verify", "--store", file, "--master-key-file", server.data / "master.key")
            assert checked.returncode == 0, checked.stdout
        until(lambda: len(writer.acknowledged) > len(before), what="writes beside the backup")
    finally:
        writer.stop()
        server.stop()
    place = with_the_key_of(server, tmp_path / name / "second")
    restored_url = restore(server, postgres, file, place)
    checked = run(
        "audit", "verify", "--store", restored_url or place / "data" / "mintmark.sqlite", "--master-key-file",
        place / "data" / "master.key")
    assert checked.returncode == 0, checked.stdout
    restored = start(place, restored_url)
    try:
        assert is_active(restored, token), "what was issued before the backup verifies"
        assert requests.get(f"{restored.url}/keys", timeout=10).json() == keys
        for client_id, secret in before:
            assert restored.ask(restored.form(client_id=client_id, client_secret=secret)).status_code == 200
        made = restored.management().make(f"{restored.organization}/clients", name="after the restore")
        assert made["client"]["client_id"] not in [client_id for client_id, _ in writer.acknowledged]
        assert restored.management().get("/audit-events/verification").json()["intact"]
    finally:
        restored.stop()


def test_what_was_done_after_an_older_backup_is_undone_until_all_tokens_are_ended(tmp_path):
    """What docs/operations.md says of an older backup, step by step."""
    server = start(tmp_path / "first")
    token = server.token()
    file = tmp_path / "old.sqlite"
    assert run("store", "backup", "--to", file, env=settings(server, None)).returncode == 0
    requests.post(f"{server.url}/oauth/revoke", data={**server.form(), "token": token}, timeout=20).raise_for_status()
    assert not is_active(server, token)
    made = server.management().make(f"{server.organization}/clients", name="later")
    later = server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
    server.stop()
    mark = json.loads(run("audit", "verify", "--store", server.data / "mintmark.sqlite", "--json").stdout)["mark"]

    place = with_the_key_of(server, tmp_path / "second")
    shutil.copy(file, place / "data" / "mintmark.sqlite")
    put_back = run("audit", "verify", "--store", place / "data" / "mintmark.sqlite", "--known", mark)
    assert put_back.returncode == 1 and "put back" in put_back.stdout, "the mark tells"
    restored = start(place)
    try:
        assert is_active(restored, token), "the revocation is forgotten"
        assert not is_active(restored, later), "a client that was made later is unknown, and so are its tokens"
        ended = restored.management().post("/revocations", json={"everything": True, "reason": "restored"})
        assert ended.status_code in (200, 201), ended.text
        assert not is_active(restored, token)
        assert is_active(restored, restored.token()), "clients get new ones"
    finally:
        restored.stop()


def test_keys_are_those_of_the_backup(tmp_path):
    """A key that is newer than the backup is unknown, and one that was revoked since is published and signs again."""
    server = start(tmp_path / "first")
    file = tmp_path / "old.sqlite"
    assert run("store", "backup", "--to", file, env=settings(server, None)).returncode == 0
    # The announced key takes the place of a revoked one at once, and another one is announced.
    revoked = []
    for _ in range(2):
        revoked.append(jwt.get_unverified_header(server.token())["kid"])
        answer = server.management().post(f"/keys/{revoked[-1]}/revocation", json={"reason": "stolen"})
        assert answer.status_code == 200, answer.text
    token = server.token()
    kid = jwt.get_unverified_header(token)["kid"]
    server.stop()
    place = with_the_key_of(server, tmp_path / "second")
    shutil.copy(file, place / "data" / "mintmark.sqlite")
    restored = start(place)
    try:
        published = [key["kid"] for key in requests.get(f"{restored.url}/keys", timeout=10).json()["keys"]]
        assert sorted(published) == sorted(revoked) and kid not in published
        assert not is_active(restored, token), "its key is unknown"
        assert is_active(restored, restored.token())
        for key in revoked:
            again = restored.management().post(f"/keys/{key}/revocation", json={"reason": "stolen"})
            assert again.status_code == 200, again.text
        assert jwt.get_unverified_header(restored.token())["kid"] not in revoked
    finally:
        restored.stop()
