"""Three nodes of one issuer on one PostgreSQL server, with all that a fault needs to get at them."""

import json
import os
import pathlib
import shutil
import signal
import socket
import time

import requests

from mintmark import Server, run, until
from postgres import Postgres
from proxy import Proxy

FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Node(Server):
    """A node; `name` is what PostgreSQL calls its connections."""

    def __init__(self, name, directory, port, env):
        self.name, self.port = name, port
        super().__init__(directory, command="serve", arguments=["--port", str(port)], env=env)
        self.url = f"http://127.0.0.1:{port}"

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)


class Cluster:
    """
    `settings` are environment variables of all nodes. With `proxied`, the node of that index reaches the database through
    `proxy`. With `clock`, the node of that index has the clock that `jump` moves.
    """

    def __init__(self, directory, nodes=3, settings=None, proxied=None, clock=None, parent="/tmp"):
        self.directory = pathlib.Path(directory)
        self.database = Database(parent)
        self.proxy = Proxy(self.database.directory / ".s.PGSQL.5432")
        self.nodes = []
        ports = [free_port() for _ in range(nodes)]
        self.issuer = f"http://127.0.0.1:{ports[0]}"
        env = {
            "MINTMARK_ISSUER": self.issuer, "MINTMARK_LOG_LEVEL": "notice", "MINTMARK_KEYS_MAX_AGE": "1",
            "MINTMARK_LIMITS_FAILED_AUTHENTICATIONS": "0", "MINTMARK_LIMITS_MANAGEMENT_CALLS": "0",
            "MINTMARK_SIGNER": "openssl", "MINTMARK_TOKEN_LIFETIME": "600", **(settings or {}),
        }
        self.staleness = int(env.get("MINTMARK_STORE_STALENESS", 60))
        self.maximum_age = int(env["MINTMARK_KEYS_MAX_AGE"])
        first = self.directory / "node-1"
        first.mkdir(parents=True)
        credentials = self.directory / "credentials.json"
        made = run(
            "init", "--data-dir", first / "data", "--credentials", credentials,
            env={**env, "MINTMARK_STORE": self.database.url},
        )
        assert made.returncode == 0, made.stderr
        self.credentials = json.loads(credentials.read_text())
        try:
            for index, port in enumerate(ports):
                name = f"node-{index + 1}"
                url = f"{self.database.url}&application_name={name}"
                if index == proxied:
                    url = f"postgres://mintmark@127.0.0.1:{self.proxy.port}/postgres?application_name={name}"
                own = {**env, "MINTMARK_STORE": url}
                if index == clock:
                    self.clock_file = self.directory / "clock"
                    self.jump(0)
                    own |= {
                        "LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": str(self.clock_file), "FAKETIME_NO_CACHE": "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                    }
                if index:
                    shutil.copytree(first / "data", self.directory / name / "data")
                self.nodes.append(Node(name, self.directory / name, port, own))
        except BaseException:
            self.stop()
            raise

    def stop(self):
        for node in self.nodes:
            node.stop()
        self.database.thaw()
        self.proxy.close()
        self.database.remove()

    def jump(self, seconds):
        """Sets how far the clock of the node with a clock of its own is ahead."""
        new = self.clock_file.with_suffix(".new")
        new.write_text(f"{seconds:+d}")
        new.replace(self.clock_file)

    def leader(self):
        """The node that holds the leader's lock; `None` when none does."""
        name = self.database.query(
            "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) "
            "WHERE locktype = 'advisory' AND granted"
        )
        return next((node for node in self.nodes if node.name == name), None)

    def environment_token(self, node):
        answer = requests.post(
            f"{node.url}/oauth/token", timeout=20,
            data={
                "grant_type": "client_credentials", "client_id": self.credentials["environment_client_id"],
                "client_secret": self.credentials["environment_client_secret"],
            },
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["access_token"]

    def is_whole(self):
        """Whether every node issues a token, says that it is ready, and takes a write, which the others then know."""
        try:
            for node in self.nodes:
                token = self.environment_token(node)
                if requests.get(f"{node.url}/readyz", timeout=20).status_code != 200:
                    return False
                answer = requests.post(
                    f"{node.url}/api/v1/organizations", json={"display_name": "probe"}, timeout=20,
                    headers={"Authorization": f"Bearer {token}"},
                )
                if answer.status_code != 201:
                    return False
            return True
        except (requests.RequestException, AssertionError):
            return False

    def until_whole(self, seconds=60):
        """Waits until it is. Returns how long that took."""
        begin = time.monotonic()
        until(self.is_whole, seconds=seconds, what="full success on all nodes")
        return time.monotonic() - begin


class Database(Postgres):
    """Also with a machine that stands still, and a crash of all of its processes at once."""

    def processes(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def kill(self):
        # The first is the one that would start others anew.
        os.kill(self.process.pid, signal.SIGSTOP)
        for process in reversed(self.processes()):
            os.kill(process, signal.SIGKILL)
        self.process.wait(20)
        self.log.close()

    def stop(self):
        """An orderly end that does not wait for connections."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        self.log.close()

    def freeze(self):
        self.frozen = []
        os.kill(self.process.pid, signal.SIGSTOP)
        for process in self.processes():
            os.kill(process, signal.SIGSTOP)
            self.frozen.append(process)

    def thaw(self):
        for process in reversed(getattr(self, "frozen", [])):
            try:
                os.kill(process, signal.SIGCONT)
            except ProcessLookupError:
                pass
        self.frozen = []
