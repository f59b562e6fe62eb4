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

    def __init__(self, parent="/tmp"):
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
        self._run("initdb", "-D", "data", "-U", "mintmark", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()

    @property
    def url(self):
        return f"postgres://mintmark:not-shown@/postgres?host={self.directory}"

    def start(self):
        # Not in this process group's way: signals go to the server itself alone.
        self.log = open(self.directory / "server.log", "a")
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", "data", "-k", self.directory, "-c", "listen_addresses="],
            cwd=self.directory, stdout=self.log, stderr=self.log, **self.options,
        )
        end = time.monotonic() + 30
        while self._run("pg_isready", "-h", str(self.directory), check=False).returncode != 0:
            assert self.process.poll() is None and time.monotonic() < end, (self.directory / "server.log").read_text()
            time.sleep(0.05)

    def kill(self):
        """kill -9; the processes of connections end by themselves when they notice."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)
        self.log.close()

    def query(self, sql):
        return self._run("psql", "-h", str(self.directory), "-U", "mintmark", "-d", "postgres", "-Atc", sql).stdout.strip()

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
