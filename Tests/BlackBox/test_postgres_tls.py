"""TLS to the database: a server that can prove who it is serves, any other is refused with words that help."""

import pytest

from mintmark import Server, run, until
from ports import free_port
from postgres import Postgres
from test_tls import Authority


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A private authority, the certificate for `localhost` that it gave the database, and other authorities."""
    directory = tmp_path_factory.mktemp("authority")
    Authority().issue(directory)
    for file, name in [("other-ca.pem", "Other CA"), ("same-name-ca.pem", "Test CA")]:
        other = tmp_path_factory.mktemp("other")
        Authority(name).issue(other)
        (directory / file).write_bytes((other / "ca.pem").read_bytes())
    return directory


@pytest.fixture(scope="module")
def database(files):
    running = Postgres(
        settings={
            # The server looks for certificates from its data, for the other file from where it was started.
            "listen_addresses": "127.0.0.1", "port": free_port(), "ssl": "on", "ssl_cert_file": "../cert.pem",
            "ssl_key_file": "../key.pem", "hba_file": "hba.conf",
        },
        files={
            "cert.pem": (files / "cert.pem").read_bytes(), "key.pem": (files / "key.pem").read_bytes(),
            "hba.conf": b"local all all trust\nhostssl all all 127.0.0.1/32 trust\n",
        },
    )
    yield running
    running.remove()


def url(database, authority, host="localhost", mode="verify-full"):
    return (
        f"postgres://mintmark:hidden@{host}:{database.port}/postgres?sslmode={mode}&sslrootcert={authority}")


def refused(tmp_path, store):
    done = run("init", "--data-dir", tmp_path / "data", env={"MINTMARK_ISSUER": "https://a.example", "MINTMARK_STORE": store})
    assert done.returncode == 1, done.stdout
    assert "hidden" not in done.stdout + done.stderr
    assert not (tmp_path / "data" / "master.key").exists()
    return done.stderr


def test_a_database_that_proves_its_name_serves_over_tls(database, files, tmp_path):
    server = Server(tmp_path / "own", env={"MINTMARK_STORE": url(database, files / "ca.pem")})
    try:
        assert server.ask().status_code == 200
        server.management().make("/organizations", display_name="over TLS")
        # All connections: those of readers and writer, and the one that listens.
        query = (
            "SELECT count(*), count(*) FILTER (WHERE s.ssl) FROM pg_stat_activity a JOIN pg_stat_ssl s USING (pid)"
            " WHERE a.application_name = 'mintmark'")
        total, encrypted = until(lambda: database.query(query), what="connections").split("|")
        assert int(total) >= 2 and total == encrypted
    finally:
        server.stop()


@pytest.mark.parametrize(
    "authority, host, words",
    [
        ("other-ca.pem", "localhost", ["certificate verify failed", "sslrootcert"]),
        ("same-name-ca.pem", "localhost", ["SSL error", "sslrootcert"]),
        ("ca.pem", "127.0.0.1", ['does not match host name "127.0.0.1"', "the name that the certificate has"]),
        ("missing.pem", "localhost", ["missing.pem", "does not exist", "sslrootcert"]),
    ],
)
def test_a_database_that_cannot_prove_its_name_is_refused(database, files, tmp_path, authority, host, words):
    message = refused(tmp_path, url(database, files / authority, host))
    for word in words:
        assert word in message, message


def test_a_database_without_tls_is_refused_when_tls_is_asked_for(tmp_path, files):
    plain = Postgres(settings={"listen_addresses": "127.0.0.1", "port": free_port()})
    try:
        message = refused(tmp_path, url(plain, files / "ca.pem"))
        assert "does not support SSL" in message and "sslmode" in message, message
    finally:
        plain.remove()


def test_a_database_that_takes_tls_alone_refuses_to_be_asked_in_the_clear(database, files, tmp_path):
    message = refused(tmp_path, url(database, files / "ca.pem", mode="disable"))
    assert "no encryption" in message and "sslmode=verify-full" in message, message


def test_the_store_commands_go_over_tls_too(database, files, tmp_path):
    database.query("CREATE DATABASE copied")
    source = Server(tmp_path / "source")
    source.stop()
    target = url(database, files / "ca.pem").replace("/postgres?", "/copied?")
    arguments = ["store", "copy", "--from", source.data / "mintmark.sqlite", "--to"]
    wrong = run(*arguments, target.replace("ca.pem", "other-ca.pem"))
    assert wrong.returncode == 1 and "certificate verify failed" in wrong.stderr
    done = run(*arguments, target)
    assert done.returncode == 0, done.stderr
    checked = run("audit", "verify", "--store", target, "--master-key-file", source.data / "master.key")
    assert checked.returncode == 0, checked.stderr
