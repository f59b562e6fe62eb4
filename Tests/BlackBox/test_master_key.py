"""Replacing the master key."""

import signal
import subprocess
import time

import jwt
import pytest
import requests

from mintmark import BINARY, environment, run


def settings(server):
    return {"MINTMARK_ISSUER": "https://auth.example.com", "MINTMARK_DATA_DIR": str(server.data)}


@pytest.fixture
def stopped(start):
    """An installation with a client and a token, not running."""
    server = start()
    server.old_token = server.token()
    server.keys = requests.get(f"{server.url}/keys", timeout=10).json()
    server.stop()
    return server


def works(server):
    """Secrets stay valid, and so do keys and the tokens that they signed."""
    server.start()
    assert requests.get(f"{server.url}/keys", timeout=10).json() == server.keys
    assert jwt.get_unverified_header(server.token())["kid"] in [key["kid"] for key in server.keys["keys"]]
    key = jwt.PyJWKClient(f"{server.url}/keys").get_signing_key_from_jwt(server.old_token).key
    jwt.decode(server.old_token, key, algorithms=["RS256"], audience="https://api.example.com")
    server.stop()


def test_the_master_key_is_replaced(stopped):
    before = (stopped.data / "master.key").read_text()
    done = run("master-key", "rotate", env=settings(stopped))
    assert done.returncode == 0 and "encrypted 2 values anew" in done.stdout, done.stderr
    after = (stopped.data / "master.key").read_text()
    assert after != before and not (stopped.data / "master.key.next").exists()
    assert (stopped.data / "master.key").stat().st_mode & 0o777 == 0o600
    works(stopped)
    (stopped.data / "master.key").write_text(before)
    refused = run("master-key", "rotate", env=settings(stopped))
    assert refused.returncode == 2 and "master key is not the one" in refused.stderr


def test_it_is_refused_while_the_server_runs(stopped):
    stopped.start()
    refused = run("master-key", "rotate", env=settings(stopped))
    assert refused.returncode != 0 and "another mintmark" in refused.stderr


def test_a_key_that_is_given_without_a_file(stopped, tmp_path):
    file = stopped.data / "master.key"
    env = {**settings(stopped), "MINTMARK_MASTER_KEY": file.read_text().strip()}
    assert run("master-key", "rotate", env=env).returncode == 2
    done = run("master-key", "rotate", "--output", tmp_path / "new.key", env=env)
    assert done.returncode == 0, done.stderr
    file.write_text((tmp_path / "new.key").read_text())
    works(stopped)


def test_it_can_be_interrupted_between_its_steps(stopped):
    """The states that a kill can leave: the next key written and the store not bound to it, or bound to it already."""
    old = (stopped.data / "master.key").read_text()
    assert run("master-key", "rotate", env=settings(stopped)).returncode == 0
    new = (stopped.data / "master.key").read_text()
    (stopped.data / "master.key").write_text(old)
    following = stopped.data / "master.key.next"
    following.touch(0o600)
    following.write_text(new)
    works(stopped)
    assert (stopped.data / "master.key").read_text() == new
    assert not (stopped.data / "master.key.next").exists()


def test_it_can_be_killed_at_any_moment(stopped):
    for attempt in range(12):
        process = subprocess.Popen(
            [BINARY, "master-key", "rotate"], env=environment(settings(stopped)), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.004 * attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()
    works(stopped)
    done = run("master-key", "rotate", env=settings(stopped))
    assert done.returncode == 0, done.stderr
    works(stopped)
