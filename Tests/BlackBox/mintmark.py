"""Starts the real program and talks to it."""

import json
import os
import pathlib
import signal
import subprocess
import threading
import time

import requests

BINARY = os.environ.get(
    "MINTMARK_BINARY", str(pathlib.Path(__file__).resolve().parents[2] / ".build/debug/mintmark")
)


def run(*arguments, env=None, timeout=60, **options):
    """Runs a command of the program to its end."""
    return subprocess.run(
        [BINARY, *map(str, arguments)], env=environment(env), capture_output=True, text=True, timeout=timeout, **options
    )


def environment(extra=None):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MINTMARK_", "OTEL_"))}
    return {**clean, **(extra or {})}


class Server:
    """A running `mintmark dev` or `mintmark serve`."""

    def __init__(self, directory, command="dev", arguments=(), env=None, preexec_fn=None):
        self.directory = pathlib.Path(directory)
        self.command, self.arguments, self.env = command, list(arguments), env
        self.preexec_fn = preexec_fn
        self.log, self.output = [], []
        self.start()

    @property
    def data(self):
        return self.directory / "data"

    def start(self):
        self.directory.mkdir(exist_ok=True)
        arguments = [BINARY, self.command, "--data-dir", str(self.data), *map(str, self.arguments)]
        if self.command == "dev":
            arguments += ["--credentials", str(self.directory / "credentials.json")]
            arguments += [] if "--port" in arguments else ["--port", "0"]
        self.process = subprocess.Popen(
            arguments, env=environment(self.env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=self.preexec_fn,
        )
        self._ready = threading.Event()
        self._readers = [
            threading.Thread(target=self._read, args=(stream, lines), daemon=True)
            for stream, lines in [(self.process.stdout, self.output), (self.process.stderr, self.log)]
        ]
        for reader in self._readers:
            reader.start()
        if not self._ready.wait(30):
            self.stop()
            raise AssertionError("the server did not start:\n" + "".join(self.log + self.output))
        if self.command == "dev":
            self.credentials = json.loads((self.directory / "credentials.json").read_text())
            self.issuer = self.url = self.credentials["issuer"]

    def _read(self, stream, lines):
        for line in stream:
            lines.append(line)
            if line.startswith("Mintmark is ready at "):
                self.url = line.split()[4]
                self._ready.set()
        if stream is self.process.stdout:
            self._ready.set()

    @property
    def logs(self):
        return "".join(self.log)

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            code = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        for reader in self._readers:
            reader.join(5)
        return code

    def restart(self, how=signal.SIGTERM):
        self.stop(how)
        self.start()

    # The environment client and the demo client

    def form(self, **changes):
        form = {
            "grant_type": "client_credentials",
            "client_id": self.credentials["client_id"],
            "client_secret": self.credentials["client_secret"],
        }
        form.update(changes)
        return {name: value for name, value in form.items() if value is not None}

    def ask(self, data=None, **options):
        """POST /oauth/token."""
        session = options.pop("session", requests)
        return session.post(f"{self.url}/oauth/token", data=self.form() if data is None else data, timeout=20, **options)

    def token(self, **changes):
        answer = self.ask(self.form(**changes))
        assert answer.status_code == 200, answer.text
        return answer.json()["access_token"]

    def environment_token(self):
        return self.token(
            client_id=self.credentials["environment_client_id"],
            client_secret=self.credentials["environment_client_secret"],
        )

    def management(self, token=None):
        return Management(self.url, token or self.environment_token())

    @property
    def organization(self):
        return f"/organizations/{self.credentials['organization_id']}"


class Management(requests.Session):
    """The management API with a token."""

    def __init__(self, url, token):
        super().__init__()
        self.base = f"{url}/api/v1"
        self.headers["Authorization"] = f"Bearer {token}"

    def request(self, method, path, **options):
        options.setdefault("timeout", 20)
        return super().request(method, self.base + path, **options)

    def make(self, path, **fields):
        """POSTs and expects 201."""
        answer = self.post(path, json=fields)
        assert answer.status_code == 201, answer.text
        return answer.json()


def until(condition, seconds=20, what="the condition"):
    """Waits for something that the program does by itself."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"{what} did not hold within {seconds} s")
