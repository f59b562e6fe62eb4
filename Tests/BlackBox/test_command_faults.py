"""The commands where something is not as it should be: other servers, hostile names, closed outputs, impatient people."""

import json
import os
import pty
import re
import select
import socket
import subprocess
import threading
import time

import pytest

import mintmark

#: What the commands exit with.
SUCCESS, FAILURE, USAGE, NOT_FOUND, NOT_ALLOWED, REFUSED, UNAVAILABLE = range(7)


@pytest.fixture
def mint(server, tmp_path):
    """Runs a command with the profile that `mintmark dev --credentials` wrote."""

    def run(*arguments, env=None, expect=SUCCESS, **options):
        env = {"MINTMARK_PROFILE": str(server.directory / "credentials.json"), "HOME": str(tmp_path), **(env or {})}
        result = mintmark.run(*arguments, env=env, stdin=subprocess.DEVNULL, cwd=tmp_path, **options)
        assert result.returncode == expect, f"{arguments}: {result.returncode}\n{result.stdout}\n{result.stderr}"
        if expect != SUCCESS:
            assert result.stderr and not result.stdout
        return result

    return run


def json_of(result):
    return json.loads(result.stdout)


def test_environment_clients_are_made_by_commands(mint, server):
    made = json_of(mint("client", "create", "--environment", "--name", "reader", "--scope", "organizations:read", "--json"))
    own = {"MINTMARK_CLIENT_ID": made["client"]["client_id"], "MINTMARK_CLIENT_SECRET": made["plain_secret"]}
    mint("org", "list", env=own)
    assert "organizations:write" in mint("org", "create", "--name", "x", env=own, expect=NOT_ALLOWED).stderr


@pytest.mark.parametrize("arguments, env, status, words", [
    (["client", "get", "m2morg_1"], {}, NOT_FOUND, ["m2morg_1"]),
    (["client", "get", "nonsense"], {}, REFUSED, ["nonsense"]),
    (["client", "create", "--name", "n", "--scope", 'a"b'], {}, REFUSED, ["scopes[0]"]),
    (["client", "create", "--name", "n", "--lifetime", "soon"], {}, USAGE, ["soon"]),
    (["client", "create"], {}, USAGE, ["--name"]),
    (["org", "list", "--client-secret", "wrong"], {}, NOT_ALLOWED, ["--client-secret"]),
    (["token", "--scope", "admin"], {}, REFUSED, ["read:data"]),
    (["org", "list", "--issuer", "http://127.0.0.1:1"], {}, UNAVAILABLE, ["127.0.0.1:1"]),
    (["org", "list", "--issuer", "ftp://x"], {}, USAGE, ["ftp://x"]),
    (["org", "list", "--profile", "none.json"], {}, USAGE, ["none.json"]),
    (["org", "list"], {"MINTMARK_PROFILE": ""}, USAGE, ["--issuer", "--client-id"]),
    (["org", "lst"], {}, USAGE, ["lst"]), (["nonsense"], {}, USAGE, ["nonsense"]),
])
def test_failures_say_what_to_do_and_have_their_own_status(mint, arguments, env, status, words):
    message = mint(*arguments, env=env, expect=status).stderr
    for word in words:
        assert word in message
    assert "Fatal" not in message


def test_the_secret_is_in_no_failure(mint, server):
    secret = server.credentials["environment_client_secret"]
    for arguments in [["org", "list", "--issuer", "http://127.0.0.1:1"], ["client", "get", "m2morg_1"],
                      ["client", "create", "--name", "n", "--scope", 'a"b']]:
        env = {"MINTMARK_CLIENT_SECRET": secret, "MINTMARK_CLIENT_ID": server.credentials["environment_client_id"]}
        result = mintmark.run(*arguments, "--profile", server.directory / "credentials.json", env=env)
        assert result.returncode != 0 and secret not in result.stderr + result.stdout


def answering(data, seconds=0.0):
    """The address of something that is no Mintmark: it answers each connection with these bytes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                time.sleep(seconds)
                connection.sendall(data)

    threading.Thread(target=serve, daemon=True).start()
    return listener, f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("data, seconds", [
    (b"", 0), (b"garbage\r\n\r\n", 0), (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 0),
    (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 0),
    (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 0),
    (b"HTTP/1.1 500 Oops\r\nContent-Length: 9\r\n\r\n\x1b[2J<html", 0),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"access", 0), (b"HTTP/1.1 200 OK\r\n", 5)])
def test_something_else_than_a_server_is_told_apart(mint, data, seconds):
    listener, url = answering(data, seconds)
    with listener:
        for arguments in [["token"], ["org", "list"]]:
            env = {"MINTMARK_CLIENT_ID": "skc_1", "MINTMARK_CLIENT_SECRET": "s", "MINTMARK_ISSUER": url}
            result = mintmark.run(*arguments, "--timeout", "2", env=env, timeout=20)
            assert result.returncode in (FAILURE, UNAVAILABLE, REFUSED), result.stderr
            assert result.stderr.startswith("mintmark: ") and "\x1b" not in result.stderr
            assert not result.stdout


def test_flags_win_over_the_environment_and_that_over_the_profile(mint, server):
    wrong = {"MINTMARK_CLIENT_SECRET": "wrong", "MINTMARK_CLIENT_ID": server.credentials["environment_client_id"]}
    mint("org", "list", env=wrong, expect=NOT_ALLOWED)
    mint("org", "list", "--client-secret", server.credentials["environment_client_secret"], env=wrong)


def test_a_profile_is_found_where_dev_leaves_it(server, tmp_path):
    (tmp_path / ".mintmark").mkdir()
    profile = tmp_path / ".mintmark" / "credentials.json"
    profile.write_text(json.dumps(server.credentials))
    profile.chmod(0o600)
    result = mintmark.run("org", "list", cwd=tmp_path, env={"HOME": "/nonexistent"})
    assert result.returncode == 0, result.stderr


def test_names_of_others_cannot_change_the_terminal(mint, management):
    made = management.make("/organizations", display_name="evil \u202e\u2028 name")["organization"]["id"]
    text = mint("org", "get", made).stdout + mint("org", "list").stdout
    assert "\u202e" not in text and "\u2028" not in text


def test_output_that_nobody_reads_is_a_failure_and_no_crash(server):
    env = {"MINTMARK_PROFILE": str(server.directory / "credentials.json")}
    process = subprocess.Popen(
        [mintmark.BINARY, "org", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=mintmark.environment(env))
    process.stdout.close()
    process.wait(20)
    assert process.returncode in (SUCCESS, FAILURE)
    with open("/dev/full", "w") as full:
        result = subprocess.run(
            [mintmark.BINARY, "token"], stdout=full, stderr=subprocess.PIPE, env=mintmark.environment(env), text=True)
    assert result.returncode == FAILURE and result.stderr.startswith("mintmark: ")


def on_terminal(arguments, env, typed):
    """Runs a command on a terminal of its own and types; gives what the terminal showed and the status."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [mintmark.BINARY, *arguments], stdin=slave, stdout=slave, stderr=slave, env=mintmark.environment(env),
        start_new_session=True)
    os.close(slave)
    shown = b""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if select.select([master], [], [], 0.1)[0]:
            try:
                part = os.read(master, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
            if typed and re.search(rb"[?:\]] *$", shown):
                os.write(master, typed)
                typed = None
        elif process.poll() is not None:
            break
    os.close(master)
    return shown.decode(), process.wait(10)


@pytest.mark.parametrize("typed, deleted", [(b"\n", False), (b"yes\n", True), (b"\x04", False)])
def test_a_deletion_is_asked_for_on_a_terminal(server, management, typed, deleted):
    made = management.make("/organizations", display_name="asked")["organization"]["id"]
    env = {"MINTMARK_PROFILE": str(server.directory / "credentials.json")}
    shown, status = on_terminal(["org", "delete", made], env, typed)
    assert made in shown
    assert (status == 0) == deleted
    assert (management.get(f"/organizations/{made}").status_code == 404) == deleted


def test_lists_go_on_behind_the_first_page(start):
    own = start()
    management = own.management()
    made = [management.make("/organizations", display_name=f"o{index}")["organization"]["id"] for index in range(130)]
    env = {"MINTMARK_PROFILE": str(own.directory / "credentials.json")}
    text = mintmark.run("org", "list", env=env)
    listed = re.findall(r"org_[0-9]+", text.stdout)
    if len(listed) < 131:
        # What is left out must be told, not lost in silence.
        assert re.search(r"131|more|--page|--all", text.stdout + text.stderr), text.stdout[-300:] + text.stderr
    else:
        assert set(made) <= set(listed)
