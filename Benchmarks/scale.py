"""Measures the release server with few and with many clients, on both stores, and prints the tables of docs/scaling.md.

    scale.py PROGRAM RESULTS

    SCALE_CLIENTS  how many clients are compared with 1,000 (1000000), SCALE_ORGANIZATIONS (50000) in how many organizations
    SCALE_STORES   which stores (sqlite postgres)
    SCALE_SECONDS  of each measurement of tokens (5)
"""

import base64
import http.client
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Tests/BlackBox")]

import fill  # noqa: E402
from ports import free_port  # noqa: E402
from postgres import Postgres  # noqa: E402

PROGRAM, RESULTS = sys.argv[1], pathlib.Path(sys.argv[2])
MANY = int(os.environ.get("SCALE_CLIENTS", 1_000_000))
ORGANIZATIONS = int(os.environ.get("SCALE_ORGANIZATIONS", 50_000))
STORES = os.environ.get("SCALE_STORES", "sqlite postgres").split()
SECONDS = int(os.environ.get("SCALE_SECONDS", 5))
CALLS = 300


class Server:
    """A server on core 0, with what is in its store."""

    def __init__(self, directory, url):
        self.directory, self.port = directory, free_port()
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("MINTMARK_")},
            "MINTMARK_ISSUER": "http://127.0.0.1", "MINTMARK_DATA_DIR": str(directory), "MINTMARK_PORT": str(self.port),
            "MINTMARK_LOG_LEVEL": "warning", "MINTMARK_LIMITS_MANAGEMENT_CALLS": "0", **({"MINTMARK_STORE": url} if url else {}),
        }
        credentials = directory.parent / "credentials.json"
        credentials.unlink(missing_ok=True)
        subprocess.run([PROGRAM, "init", "--credentials", credentials], env=self.env, check=True, capture_output=True)
        self.credentials = json.loads(credentials.read_text())

    def start(self, form, count):
        """Returns the seconds until the first token, and until all clients were in memory."""
        begin = time.monotonic()
        self.process = subprocess.Popen(["taskset", "-c", "0", PROGRAM, "serve"], env=self.env, stdout=subprocess.DEVNULL)
        while True:
            try:
                if self.post("/oauth/token", form)[0] == 200:
                    break
            except OSError:
                pass
            assert self.process.poll() is None and time.monotonic() < begin + 60
            time.sleep(0.002)
        first = time.monotonic() - begin
        while self.metric("mintmark_cached_clients") < count:
            assert time.monotonic() < begin + 300
            time.sleep(0.02)
        return first, time.monotonic() - begin

    def stop(self):
        self.process.terminate()
        assert self.process.wait(60) == 0

    def call(self, method, path, body=None, headers=()):
        if not hasattr(self, "connection"):
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self.connection.request(method, path, body, dict(headers))
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as failure:
            self.connection.close()
            raise OSError(failure) from None

    def post(self, path, form):
        return self.call("POST", path, form, {"Content-Type": "application/x-www-form-urlencoded"})

    def metric(self, name):
        lines = self.call("GET", "/metrics")[1].decode().splitlines()
        return next((float(line.split()[-1]) for line in lines if line.startswith(name + " ")), 0)

    def resident(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def ticks(self):
        return sum(map(int, pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]))


def form(id, secret):
    return f"grant_type=client_credentials&client_id={id}&client_secret={secret}"


def signatures():
    """How many `openssl speed` makes in a second of the server's core."""
    command = ["taskset", "-c", "0", "openssl", "speed", "-seconds", "2", "rsa2048"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return float(next(line for line in lines if line.startswith("rsa")).split()[-2])


def load(server, forms, directory):
    """Tokens of random clients, from now on. Returns the process."""
    file = directory / "forms"
    file.write_text("\n".join(forms))
    return subprocess.Popen(
        ["taskset", "-c", "1", "wrk", "-t1", "-c64", f"-d{SECONDS}s", "-s", HERE / "tokens.lua",
         f"http://127.0.0.1:{server.port}/oauth/token"],
        env={**os.environ, "MINTMARK_FORMS": str(file)}, stdout=subprocess.PIPE, text=True,
    )


def issue(server, forms, directory):
    """What a token costs, and how long it takes."""
    before, ticks = signatures(), server.ticks()
    result = json.loads(load(server, forms, directory).communicate()[0].splitlines()[-1])
    assert result["errors"] == 0, result
    result["cpu"] = (server.ticks() - ticks) * 1e6 / os.sysconf("SC_CLK_TCK") / result["requests"]
    limit = max(before, signatures())
    result["ratio"] = 1e6 / result["cpu"] / limit
    return result


def manage(server, forms, directory, first, count, organizations):
    """The latencies of management calls, one after another: {name: [milliseconds]}."""
    id, secret = server.credentials["environment_client_id"], server.credentials["environment_client_secret"]
    token = json.loads(server.post("/oauth/token", form(id, secret))[1])["access_token"]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    new = json.dumps({"name": "measured", "audience": ["https://api.example.com"]})

    def organization():
        return f"/organizations/org_{first + random.randrange(organizations)}"

    def client():
        number = random.randrange(count)
        return f"/organizations/org_{first + number % organizations}/clients/m2morg_{first + number}"

    def place(number):
        return base64.urlsafe_b64encode(f"a{number}".encode()).decode().rstrip("=")

    deep = place(first + organizations * 9 // 10)
    calls = {
        "create a client": lambda: ("POST", f"{organization()}/clients", new),
        "get a client": lambda: ("GET", client(), None),
        "list the clients of an organization": lambda: ("GET", f"{organization()}/clients?page_size=30", None),
        "list organizations, first page of 30": lambda: ("GET", "/organizations?page_size=30", None),
        "list organizations, a page at 90%": lambda: ("GET", f"/organizations?page_size=30&page_token={deep}", None),
        "search organizations by name": lambda: (
            "GET", f"/organizations:search?page_size=30&query=Customer%20{random.randrange(organizations)}%20of", None
        ),
        "list secrets, least recently used first": lambda: ("GET", "/secrets?page_size=30", None),
        "revoke the tokens of a client": lambda: (
            "POST", "/revocations", json.dumps({"client_id": client().rpartition("/")[2]})
        ),
    }

    def latencies(name, goes_on):
        found = []
        while goes_on(found):
            method, path, body = calls[name]()
            begin = time.monotonic()
            status, answer = server.call(method, "/api/v1" + path, body, headers)
            found.append((time.monotonic() - begin) * 1000)
            assert status in (200, 201), (name, status, answer)
        return found

    results = {name: latencies(name, lambda found: len(found) < CALLS and sum(found) < 20_000) for name in calls}
    tokens = load(server, forms, directory)
    results["create a client, while tokens are issued"] = latencies("create a client", lambda found: tokens.poll() is None)
    tokens.communicate()
    return results


def measure(store, count, organizations, directory):
    """One store with one number of clients."""
    directory.mkdir()
    database = Postgres() if store == "postgres" else None
    try:
        server = Server(directory / "data", database.url if database else None)
        begin = time.monotonic()
        first = fill.fill(directory / "data", count, organizations, database.url if database else None)
        filled = time.monotonic() - begin
        numbers = random.sample(range(count), min(count, 50_000))
        forms = [form(f"m2morg_{first + number}", fill.secret(first + number)) for number in numbers]
        times = server.start(forms[0], count)
        try:
            idle = server.resident()
            return {
                "store": store, "clients": count, "organizations": organizations, "filled": filled, "first": times[0],
                "warm": times[1], "idle": idle, "size": size(directory / "data", database),
                **issue(server, forms, directory), "loaded": server.resident(),
                "management": manage(server, forms, directory, first, count, organizations),
            }
        finally:
            server.stop()
    finally:
        if database:
            database.remove()
        shutil.rmtree(directory)


def size(directory, database):
    """Of the store on disk, in MB."""
    if database:
        return int(database.query("SELECT pg_database_size(current_database())")) / 1e6
    return sum(file.stat().st_size for file in directory.iterdir()) / 1e6


def tables(results):
    heads = [f"{result['store']}, {result['clients']:,}" for result in results]

    def row(name, *cells):
        return "| " + " | ".join([name, *map(str, cells)]) + " |\n"

    def latency(result, name):
        values = sorted(result["management"][name])
        return f"{statistics.median(values):.1f} / {values[int(len(values) * 0.99) - 1]:.1f}"

    text = row("", *heads) + row("---", *["---:"] * len(heads))
    figures = [
        ("processor time per token", lambda r: f"{r['cpu']:.0f} µs"),
        ("of the limit (`openssl speed`) by it", lambda r: f"{r['ratio']:.2f}"),
        ("p50 / p99 of a token, 64 connections", lambda r: f"{r['p50']:.1f} / {r['p99']:.1f} ms"),
        ("start to first token", lambda r: f"{r['first'] * 1000:.0f} ms"),
        ("start to all clients in memory", lambda r: f"{r['warm']:.1f} s"),
        ("resident when all are in memory", lambda r: f"{r['idle']:.0f} MB"),
        ("resident after the load", lambda r: f"{r['loaded']:.0f} MB"),
        ("store on disk", lambda r: f"{r['size']:.0f} MB"),
    ]
    for name, figure in figures:
        text += row(name, *map(figure, results))
    for name in results[0]["management"]:
        text += row(f"{name}, p50 / p99 in ms", *(latency(result, name) for result in results))
    return text


def main():
    results = []
    with tempfile.TemporaryDirectory(prefix="mintmark-scale-", dir="/tmp") as root:
        for store in STORES:
            for count, organizations in [(1000, 50), (MANY, ORGANIZATIONS)]:
                print(f"scale: {store} with {count:,} clients in {organizations:,} organizations", file=sys.stderr)
                results.append(measure(store, count, organizations, pathlib.Path(root) / f"{store}-{count}"))
                RESULTS.parent.mkdir(exist_ok=True)
                RESULTS.write_text(tables(results))
    print(tables(results))


main()
