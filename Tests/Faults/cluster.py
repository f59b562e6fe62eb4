"""Three nodes of one issuer on one PostgreSQL server, with all that a fault needs to get at them."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

import requests

from mintmark import Server, run, until
from ports import free_port
from postgres import Postgres
from proxy import Proxy



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
    `proxy`. With `clock`, the node of that index has the clock that `jump` moves. With `single` it is one server with SQLite.
    """

    def __init__(self, directory, nodes=3, settings=None, proxied=None, clock=None, parent="/tmp", single=False):
        self.directory = pathlib.Path(directory)
        self.database = None if single else Database(parent=parent)
        self.proxy = Proxy(self.database.directory / ".s.PGSQL.5432") if proxied is not None else None
        self.nodes = []
        ports = [free_port() for _ in range(1 if single else nodes)]
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
            env=env if single else {**env, "MINTMARK_STORE": self.database.url},
        )
        assert made.returncode == 0, made.stderr
        self.credentials = json.loads(credentials.read_text())
        try:
            for index, port in enumerate(ports):
                name = f"node-{index + 1}"
                own = env if single else {**env, "MINTMARK_STORE": self._url(name, index == proxied)}
                if index == clock:
                    own |= self._own_clock()
                if index:
                    shutil.copytree(first / "data", self.directory / name / "data")
                self.nodes.append(Node(name, self.directory / name, port, own))
        except BaseException:
            self.stop()
            raise

    def _url(self, name, is_proxied):
        if is_proxied:
            return f"postgres://mintmark@127.0.0.1:{self.proxy.port}/postgres?application_name={name}"
        return f"{self.database.url}&application_name={name}"

    def stop(self):
        for node in self.nodes:
            node.stop()
        if self.proxy:
            self.proxy.close()
        if self.database:
            self.database.thaw()
            self.database.remove()
        self.nodes, self.proxy, self.database = [], None, None

    def _own_clock(self):
        library, self.clock_file = self.directory / "clock.so", self.directory / "clock"
        source = pathlib.Path(__file__).with_name("clock.c")
        compiler = shutil.which("cc") or shutil.which("clang")
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        self.clock_file.write_bytes(bytes(8))
        return {"LD_PRELOAD": str(library), "FAULT_CLOCK": str(self.clock_file)}

    def jump(self, seconds):
        """Sets how far the clock of the node with a clock of its own is ahead."""
        with open(self.clock_file, "r+b") as file:
            file.write(seconds.to_bytes(8, "little", signed=True))

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
    """Also with a crash of all of its processes at once."""

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
