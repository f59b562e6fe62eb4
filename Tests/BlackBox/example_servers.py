"""Starts the API servers of Examples/ by the commands of their own READMEs."""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

import mintmark
from ports import free_port

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Examples"
NAMES = ["python-flask-pyjwt", "python-flask-scalekit", "node", "go", "java", "nginx"]
AUDIENCE = "https://api.example.com"


def listens(port):
    with socket.socket() as connection:
        connection.settimeout(1)
        return connection.connect_ex(("127.0.0.1", port)) == 0


def commands(name, heading):
    """The lines of the shell block below a heading of an example's README, without exports and installs."""
    readme = (EXAMPLES / name / "README.md").read_text()
    block = re.search(rf"^## {heading}\n.*?^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL).group(1)
    return [line for line in block.splitlines() if not line.startswith(("export ", "pip "))]


class Example:
    """A running example, in a copy of its folder."""

    def __init__(self, name, directory, issuer, credentials):
        self.name, self.port = name, free_port()
        self.directory = directory / name
        shutil.copytree(EXAMPLES / name, self.directory)
        self.environment = mintmark.environment({
            "PATH": os.pathsep.join([
                str(pathlib.Path(sys.executable).parent), str(pathlib.Path(mintmark.BINARY).parent), os.environ["PATH"],
            ]),
            "MINTMARK_ISSUER": issuer,
            "MINTMARK_AUDIENCE": AUDIENCE,
            "MINTMARK_CLIENT_ID": credentials["client_id"],
            "MINTMARK_CLIENT_SECRET": credentials["client_secret"],
            "PORT": str(self.port),
            "PYTHONDONTWRITEBYTECODE": "1",
        })
        ports = [self.port]
        if name == "nginx":
            ports.append(free_port())
            self.environment |= {"API_PORT": str(ports[1]), "API_URL": f"http://127.0.0.1:{ports[1]}"}
        self.url = f"http://127.0.0.1:{self.port}/api/data"
        self.log = self.directory / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                ["sh", "-ec", "\n".join(commands(name, "Start"))], cwd=self.directory, env=self.environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )
        end = time.monotonic() + 40
        while not all(map(listens, ports)):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise AssertionError(f"{name} did not start:\n{self.log.read_text()}")
            time.sleep(0.05)

    def stop(self):
        """Ends the group of processes that the command started."""
        for how in [signal.SIGTERM, signal.SIGKILL]:
            try:
                os.killpg(self.process.pid, how)
                self.process.wait(5)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self.process.wait(5)

    def try_readme(self):
        """The statuses that the README's curl commands get."""
        script = "\n".join(commands(self.name, "Try")).replace("127.0.0.1:9001", f"127.0.0.1:{self.port}")
        result = subprocess.run(
            ["sh", "-ec", script.replace("curl -i", "curl -s -i")], cwd=self.directory, env=self.environment,
            capture_output=True, text=True, timeout=20,
        )
        return re.findall(r"HTTP/1\.[01] (\d+)", result.stdout)
