"""The end of a run, wished for or not."""

import json
import os
import random
import signal
import socket
import subprocess
import threading
import time

import pytest
import requests

import mintmark
from mintmark import run, until
from raw import Connection, post

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def form_bytes(own):
    return "&".join(f"{name}={value}" for name, value in own.form().items()).encode()


def test_a_request_half_sent_is_finished(start):
    """SIGTERM comes between the halves of a request: it still gets its token, new connections get none."""
    own = start()
    request = post(form_bytes(own), FORM)
    with Connection(own) as connection:
        connection.send(request[:-20])
        time.sleep(0.3)
        own.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        with pytest.raises(requests.RequestException):
            requests.get(f"{own.url}/healthz", timeout=2)
        connection.send(request[-20:])
        answer = connection.answer()
    assert answer.startswith(b"HTTP/1.1 200"), answer
    assert own.process.wait(10) == 0


def test_idle_connections_do_not_hold_up_the_end(start):
    own = start()
    idle = [Connection(own) for _ in range(5)]
    for connection in idle[:3]:
        connection.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.status() == 200
    began = time.monotonic()
    assert own.stop() == 0
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_both_polite_signals_end_it_with_status_0(start, how):
    own = start()
    own.process.send_signal(how)
    assert own.process.wait(10) == 0


def test_the_last_use_of_a_secret_is_written_before_the_end(start):
    own = start()
    management = own.management()
    path = f"{own.organization}/clients/{own.credentials['client_id']}"
    created = management.get(path).json()["client"]["secrets"][0]["create_time"]
    time.sleep(0.01)
    own.token()
    assert own.stop() == 0
    own.start()
    secret = own.management().get(path).json()["client"]["secrets"][0]
    assert secret["last_used_time"] > created


def test_a_reader_of_the_log_that_goes_away_does_not_end_it(tmp_path):
    """As in `mintmark dev 2>&1 | head -1`."""
    process = subprocess.Popen(
        [mintmark.BINARY, "dev", "--port", "0", "--data-dir", tmp_path / "data", "--credentials", tmp_path / "c.json"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=mintmark.environment())
    try:
        process.stdout.readline()
        process.stdout.close()
        issuer = json.loads((tmp_path / "c.json").read_text())["issuer"]

        def answers():
            # The first line may be of the log, before the server listens.
            try:
                return requests.get(f"{issuer}/none", timeout=10).status_code == 404
            except requests.ConnectionError:
                assert process.poll() is None, "the server ended"

        for _ in range(5):
            until(answers, what="an answer")
        assert process.poll() is None
    finally:
        process.terminate()
        assert process.wait(10) == 0


class Writer(threading.Thread):
    """Makes, changes and deletes things until the server dies, and notes what was acknowledged."""

    def __init__(self, own, token, organization):
        super().__init__()
        self.management = mintmark.Management(own.url, token)
        self.organization = organization
        #: What each client must look like: path -> (name, number of secrets, a plain secret).
        self.clients = {}
        #: Paths of clients whose last write was not acknowledged: either state is right.
        self.unsure = set()
        self.gone = set()

    def run(self):
        try:
            while True:
                self.write()
        except requests.RequestException:
            return

    def write(self):
        made = self.management.make(f"{self.organization}/clients", name="0")
        path = f"{self.organization}/clients/{made['client']['client_id']}"
        self.clients[path] = ("0", 1, made["plain_secret"])
        self.unsure.add(path)
        self.change(path, lambda: self.management.patch(path, json={"name": "1"}), ("1", 1, made["plain_secret"]))
        added = self.change(path, lambda: self.management.post(f"{path}/secrets"), None)
        self.clients[path] = ("1", 2, added.json()["plain_secret"])
        if random.random() < 0.5:
            self.change(path, lambda: self.management.delete(path), None)
            del self.clients[path]
            self.gone.add(path)
        self.unsure.discard(path)

    def change(self, path, call, after):
        answer = call()
        assert answer.ok, answer.text
        if after:
            self.clients[path] = after
        return answer


def test_every_kind_of_acknowledged_write_survives_kill_9(start):
    """Fifty times the server is killed while four writers make, change and delete clients and secrets."""
    own = start()
    writers, every_client, gone = [], {}, set()
    for round_ in range(50):
        token = own.environment_token()
        writers = [Writer(own, token, own.organization) for _ in range(4)]
        for writer in writers:
            writer.start()
        time.sleep(random.uniform(0.03, 0.25))
        own.stop(signal.SIGKILL)
        for writer in writers:
            writer.join()
        own.start()
        management = own.management()
        for writer in writers:
            gone |= writer.gone
            for path, (name, secrets, plain) in writer.clients.items():
                answer = management.get(path)
                if path in writer.unsure and answer.status_code == 404:
                    continue
                assert answer.status_code == 200, f"round {round_}: {path} is lost"
                client = answer.json()["client"]
                if path in writer.unsure:
                    assert client["name"] >= name and len(client["secrets"]) >= secrets
                else:
                    assert (client["name"], len(client["secrets"])) == (name, secrets)
                form = own.form(client_id=client["client_id"], client_secret=plain)
                assert own.ask(form).status_code == 200, f"round {round_}: the secret of {path} is lost"
                every_client[path] = client["name"]
    present, token = {}, ""
    while True:
        page = management.get(f"{own.organization}/clients", params={"page_size": 100, "page_token": token}).json()
        present |= {f"{own.organization}/clients/{client['client_id']}": client["name"] for client in page["clients"]}
        token = page["next_page_token"]
        if not token:
            break
    assert len(every_client) > 100 and len(gone) > 20
    assert every_client.items() <= present.items()
    assert not gone & set(present)


def test_a_killed_first_start_can_be_repeated(tmp_path):
    """`kill -9` at any moment of the very first start leaves nothing that a second start trips over."""
    for round_ in range(15):
        directory = tmp_path / str(round_)
        process = subprocess.Popen(
            [mintmark.BINARY, "dev", "--port", "0", "--data-dir", directory], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env=mintmark.environment())
        time.sleep(round_ * 0.025)
        process.kill()
        process.wait()
        own = mintmark.Server(tmp_path / f"again-{round_}", arguments=["--data-dir", directory])
        try:
            assert own.token() and own.environment_token()
        finally:
            own.stop()


def test_a_killed_init_can_be_repeated(tmp_path):
    env = {"MINTMARK_ISSUER": "https://auth.example.com"}
    for round_ in range(12):
        directory, file = tmp_path / str(round_), tmp_path / f"{round_}.json"
        process = subprocess.Popen(
            [mintmark.BINARY, "init", "--data-dir", directory, "--credentials", file], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env=mintmark.environment(env))
        time.sleep(round_ * 0.03)
        process.kill()
        process.wait()
        if file.exists():
            continue
        again = run("init", "--data-dir", directory, "--credentials", file, env=env)
        if again.returncode == 5:
            # The client was made, but its secret was never shown; the way out that the message names must work.
            assert "--add-environment-client" in again.stderr
            again = run("init", "--data-dir", directory, "--credentials", file, "--add-environment-client", env=env)
        assert again.returncode == 0, f"round {round_}: {again.stderr}"
        assert json.loads(file.read_text())["environment_client_secret"]
