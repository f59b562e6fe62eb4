"""TLS as scanners, old clients and operators in a hurry meet it."""

import json
import os
import socket
import ssl
import subprocess
import time

import pytest
import requests

from mintmark import run, until
from raw import Connection
from test_tls import Authority, served_serial


@pytest.fixture
def secured(tmp_path, start):
    """A production server with TLS, and the authority of its certificate."""
    env = {
        "MINTMARK_ISSUER": "https://localhost:8443", "MINTMARK_DATA_DIR": str(tmp_path / "own" / "data"),
        "MINTMARK_TLS_CERTIFICATE_FILE": str(tmp_path / "cert.pem"), "MINTMARK_TLS_KEY_FILE": str(tmp_path / "key.pem"),
        "MINTMARK_REQUEST_TIMEOUT": "2", "MINTMARK_IDLE_TIMEOUT": "2",
    }
    authority = Authority()
    authority.issue(tmp_path)
    (tmp_path / "own").mkdir()
    assert run("init", "--credentials", tmp_path / "c.json", env=env).returncode == 0
    own = start(command="serve", arguments=["--port", "0"], env=env)
    own.port = int(own.url.rsplit(":", 1)[1])
    own.url = f"https://localhost:{own.port}"
    own.authority, own.files = authority, tmp_path
    known = json.loads((tmp_path / "c.json").read_text())
    own.grant = {
        "grant_type": "client_credentials", "client_id": known["environment_client_id"],
        "client_secret": known["environment_client_secret"],
    }
    return own


def works(own):
    return own.ask(own.grant, verify=str(own.files / "ca.pem")).status_code == 200


def test_A1_plain_http_gets_no_token_from_a_tls_port(secured):
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.post(f"http://localhost:{secured.port}/oauth/token", data=secured.grant, timeout=10)
    assert works(secured)
    assert secured.grant["client_secret"] not in secured.logs


@pytest.mark.parametrize("version, accepted", [
    (ssl.TLSVersion.TLSv1, False), (ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_3, True)])
def test_A1_only_tls_1_2_and_newer_is_spoken(secured, version, accepted):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(secured.files / "ca.pem")
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    with socket.create_connection(("localhost", secured.port), timeout=10) as plain:
        if accepted:
            with context.wrap_socket(plain, server_hostname="localhost") as wrapped:
                wrapped.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert wrapped.recv(100).startswith(b"HTTP/1.1 200")
        else:
            with pytest.raises((ssl.SSLError, ConnectionError)):
                context.wrap_socket(plain, server_hostname="localhost")


def test_curl_speaks_to_it(secured):
    command = ["curl", "-s", "--cacert", str(secured.files / "ca.pem"), f"{secured.url}/oauth/token"]
    for name, value in secured.grant.items():
        command += ["-d", f"{name}={value}"]
    assert json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["access_token"]


@pytest.mark.parametrize("first", [b"", b"\x16", b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.1\r\n"])
def test_A29_a_slow_handshake_is_cut_off(secured, first):
    """The server of this test allows 2 seconds for a request, the handshake included."""
    with socket.create_connection(("localhost", secured.port), timeout=20) as connection:
        began = time.monotonic()
        connection.sendall(first)
        connection.settimeout(0.2)
        while time.monotonic() - began < 20:
            try:
                if first:
                    connection.sendall(b"\x01")
                if connection.recv(100) == b"":
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        assert time.monotonic() - began < 8
    assert works(secured)


def test_A29_a_handshake_without_a_request_is_cut_off(secured):
    context = ssl.create_default_context(cafile=secured.files / "ca.pem")
    with context.wrap_socket(socket.create_connection(("localhost", secured.port), timeout=20), server_hostname="localhost") as wrapped:
        began = time.monotonic()
        wrapped.sendall(b"GET /heal")
        try:
            while wrapped.recv(100):
                pass
            wrapped.unwrap()
        except (ssl.SSLError, OSError):
            pass
        assert time.monotonic() - began < 8


def test_a_key_that_does_not_fit_the_new_certificate_is_not_taken(secured):
    """Between the replacement of the two files they do not fit; the pair before stays in force."""
    before = served_serial(secured.port)
    key = (secured.files / "key.pem").read_bytes()
    after = secured.authority.issue(secured.files)
    (secured.files / "key.pem").write_bytes(key)
    until(lambda: "certificate cannot be used" in secured.logs, what="the complaint")
    assert served_serial(secured.port) == before
    assert works(secured)
    assert after != before


def test_certificate_files_that_vanish_do_not_end_the_service(secured):
    before = served_serial(secured.port)
    (secured.files / "cert.pem").unlink()
    (secured.files / "key.pem").unlink()
    until(lambda: "certificate cannot be used" in secured.logs, what="the complaint")
    assert served_serial(secured.port) == before
    after = secured.authority.issue(secured.files)
    until(lambda: served_serial(secured.port) == after, what="the new certificate")


@pytest.mark.parametrize("break_", ["missing", "directory", "swapped", "strange key", "unreadable"])
@pytest.mark.parametrize("command", [
    "check-config",
    "serve",
])
def test_files_that_cannot_serve_stop_the_start_and_are_named(tmp_path, break_, command):
    env = {
        "MINTMARK_ISSUER": "https://localhost", "MINTMARK_DATA_DIR": str(tmp_path / "data"),
        "MINTMARK_TLS_CERTIFICATE_FILE": str(tmp_path / "cert.pem"), "MINTMARK_TLS_KEY_FILE": str(tmp_path / "key.pem"),
    }
    authority = Authority()
    authority.issue(tmp_path)
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    assert run("init", "--credentials", tmp_path / "c.json", env=env).returncode == 0
    if break_ == "missing":
        key.unlink()
    elif break_ == "directory":
        certificate.unlink()
        certificate.mkdir()
    elif break_ == "swapped":
        env["MINTMARK_TLS_CERTIFICATE_FILE"], env["MINTMARK_TLS_KEY_FILE"] = str(key), str(certificate)
    elif break_ == "strange key":
        own = key.read_bytes()
        authority.issue(tmp_path)
        key.write_bytes(own)
    else:
        key.chmod(0)
        if os.geteuid() == 0:
            pytest.skip("root can read everything")
    result = run(command, env=env, timeout=20)
    assert result.returncode == 2, (result.returncode, result.stderr)
    message = result.stderr[result.stderr.index("mintmark: "):]
    assert "TLS" in message and "tls.certificate_file" in message
