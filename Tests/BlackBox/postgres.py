"""A PostgreSQL server of Debian's for the tests, in a directory of its own."""

import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time


class Postgres:
    """Listens on a socket in its directory, which is in `parent`; `kill()` ends it as a crash would, `start()` starts it
    again.
    """

    def __init__(self, settings=None, files=None, parent="/tmp"):
        """settings: of the server, beside those that follow here. files: names and contents, beside its data, which
        nobody else may read."""
        self.settings = {"listen_addresses": "", **(settings or {})}
        found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        assert found, "PostgreSQL is not installed: scripts/bootstrap.sh test installs it"
        self.programs = found[-1].parent
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="mintmark-postgresql-", dir=parent))
        self.options = {}
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root; Debian's package makes this user.
            user = pwd.getpwnam("postgres")
            os.chown(self.directory, user.pw_uid, user.pw_gid)
            self.options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        for name, content in (files or {}).items():
            path = self.directory / name
            path.touch(0o600)
            path.write_bytes(content)
            if self.options:
                os.chown(path, self.options["user"], self.options["group"])
        self._run("initdb", "-D", "data", "-U", "mintmark", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()

    @property
    def url(self):
        return self.url_of("postgres")

    def url_of(self, database):
        return f"postgres://mintmark:not-shown@/{database}?host={self.directory}&port={self.port}"

    @property
    def port(self):
        return self.settings.get("port", 5432)

    @property
    def socket(self):
        """The path of the socket."""
        return str(self.directory / f".s.PGSQL.{self.port}")

    def make_database(self, name):
        """Makes an empty database and gives its URL."""
        self.query(f"CREATE DATABASE {name}")
        return self.url_of(name)

    def start(self):
        # Not in this process group's way: signals go to the server itself alone.
        self.log = open(self.directory / "server.log", "a")
        self.process = subprocess.Popen(
            [
                self.programs / "postgres", "-D", "data", "-k", self.directory,
                *(part for name, value in self.settings.items() for part in ["-c", f"{name}={value}"]),
            ],
            cwd=self.directory, stdout=self.log, stderr=self.log, **self.options,
        )
        end = time.monotonic() + 30
        while self.run("pg_isready", check=False).returncode != 0:
            assert self.process.poll() is None and time.monotonic() < end, (self.directory / "server.log").read_text()
            time.sleep(0.05)

    def kill(self):
        """kill -9; the processes of connections end by themselves when they notice."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)
        self.log.close()

    def processes(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def freeze(self):
        """Every process stands still; connections stay open."""
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

    def query(self, sql, database="postgres"):
        return self.run("psql", "-U", "mintmark", "-d", database, "-Atc", sql).stdout.strip()

    def run(self, program, *arguments, check=True):
        """Runs a program of PostgreSQL's against this server."""
        return self._run(program, "-h", str(self.directory), "-p", str(self.port), *arguments, check=check)

    def remove(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
        shutil.rmtree(self.directory, ignore_errors=True)

    def _run(self, program, *arguments, check=True):
        return subprocess.run(
            [self.programs / program, *arguments], cwd=self.directory, check=check, capture_output=True, text=True,
            timeout=60, **self.options,
        )
