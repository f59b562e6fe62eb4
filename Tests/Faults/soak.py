"""
Two nodes on PostgreSQL under steady load of all kinds: tokens, changes, revocations, checks, a follower of the revocations,
webhooks, keys that rotate. Fails when memory, file descriptors or threads of a node still grow in the last third, or when
an answer is wrong. SOAK_MINUTES (10) says for how long.
"""

import collections
import http.server
import json
import os
import pathlib
import statistics
import sys
import tempfile
import threading
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "BlackBox"))

import jwt  # noqa: E402
import requests  # noqa: E402

from cluster import Cluster  # noqa: E402
from load import Load  # noqa: E402

FILE = pathlib.Path(__file__).resolve().parents[2] / ".build/soak.md"
MINUTES = float(os.environ.get("SOAK_MINUTES", 10))
SETTINGS = {
    "MINTMARK_TOKEN_LIFETIME": "30", "MINTMARK_TOKEN_MAXIMUM_LIFETIME": "30", "MINTMARK_KEYS_ANNOUNCEMENT": "5",
    "MINTMARK_KEYS_MAX_AGE": "2", "MINTMARK_KEYS_ROTATION_INTERVAL": "30", "MINTMARK_WEBHOOKS_ALLOW_PRIVATE_DESTINATIONS": "true",
}
# By how much a figure may grow in the last third and still count as flat: a part of it, and no less than a number.
MARGINS = {"resident MB": (0.03, 2), "file descriptors": (0, 8), "threads": (0, 2)}


class Receiver(http.server.BaseHTTPRequestHandler):
    """Takes webhooks, and fails one in ten, so that they are tried again."""

    protocol_version = "HTTP/1.1"
    received = collections.Counter()

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        Receiver.received["webhooks"] += 1
        self.send_response(500 if Receiver.received["webhooks"] % 10 == 0 else 204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


class Follower:
    """Keeps a stream of revocations open, as an API server does, and connects again every half a minute."""

    def __init__(self, cluster, load):
        self.cluster, self.load, self.documents, self.last_word = cluster, load, 0, time.monotonic()
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self):
        index = 0
        while True:
            index += 1
            node = self.cluster.nodes[index % len(self.cluster.nodes)]
            try:
                self._listen(node, time.monotonic() + 30)
            except requests.RequestException:
                time.sleep(0.5)

    def _listen(self, node, end):
        headers = {"Accept": "text/event-stream"}
        with requests.get(f"{node.url}/oauth/revocations", headers=headers, stream=True, timeout=20) as answer:
            event = ""
            for line in answer.iter_lines(decode_unicode=True):
                self.last_word = time.monotonic()
                if line.startswith("event:"):
                    event = line.partition(":")[2].strip()
                elif line.startswith("data:") and event == "revocations":
                    text = line.partition(":")[2].strip()
                    key = self.load.keys.get(jwt.get_unverified_header(text)["kid"])
                    if key is not None:
                        jwt.decode(text, key, algorithms=["RS256"], issuer=self.cluster.issuer)
                        self.documents += 1
                if time.monotonic() > end:
                    return


def sample(node):
    process = pathlib.Path(f"/proc/{node.process.pid}")
    status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    return {
        "resident MB": int(status["VmRSS"].split()[0]) / 1024, "file descriptors": len(list((process / "fd").iterdir())),
        "threads": int(status["Threads"]),
    }


def growth(points):
    """By how much a straight line through the points rises from the first to the last."""
    times, values = [time for time, _ in points], [value for _, value in points]
    slope, _ = statistics.linear_regression(times, values)
    return slope * (times[-1] - times[0])


def report(samples, load, follower, minutes):
    failures = [f"{kind}: {text}" for kind, texts in load.violations.items() for text in texts[:10]]
    lines = ["| node | figure | after a third | after two thirds | at the end | growth in the last third | may grow by |",
             "|---|---|---:|---:|---:|---:|---:|"]
    for name, points in samples.items():
        for figure, (part, least) in MARGINS.items():
            values = [(when, values[figure]) for when, values in points]
            third = len(values) // 3
            rise, allowed = growth(values[-third:]), max(part * values[-1][1], least)
            if rise > allowed:
                failures.append(f"{figure} of {name} grew by {rise:.1f} in the last third")
            marks = [values[third][1], values[2 * third][1], values[-1][1]]
            lines.append(f"| {name} | {figure} | " + " | ".join(f"{value:.0f}" for value in marks) + f" | {rise:+.1f} | {allowed:.1f} |")
    counts = load.counts
    lines += ["", (
        f"{minutes:g} minutes: {counts['tokens']} tokens, {counts['writes']} changes and revocations, {counts['checks']} checks, "
        f"{len(load.keys)} signing keys, {Receiver.received['webhooks']} webhooks, {follower.documents} documents of "
        f"revocations; {sum(load.errors.values())} requests without an answer, {sum(map(len, load.violations.values()))} wrong."
    )]
    text = "\n".join(lines) + "\n"
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text)
    print(text)
    if not Receiver.received["webhooks"] or not follower.documents or len(load.keys) < 3:
        failures.append("something did not happen at all")
    return failures


def main():
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="mintmark-soak-", dir="/tmp") as root:
        cluster = Cluster(pathlib.Path(root) / "cluster", nodes=2, settings=SETTINGS)
        try:
            cluster.until_whole()
            load = Load(cluster, tokens=3, management=2, checks=2, clients=60)
            load.start()
            load._call(cluster.nodes[0], "POST", "/webhooks", {
                "url": f"http://127.0.0.1:{receiver.server_port}/hook", "event_types": ["client.created", "client.deleted"],
            })
            follower = Follower(cluster, load)
            samples = {node.name: [] for node in cluster.nodes}
            begin = time.monotonic()
            while time.monotonic() < begin + MINUTES * 60:
                time.sleep(2)
                for node in cluster.nodes:
                    samples[node.name].append((time.monotonic() - begin, sample(node)))
                assert time.monotonic() - follower.last_word < 15, "the stream of revocations has gone silent"
            load.stop()
            failures = report(samples, load, follower, MINUTES)
        finally:
            cluster.stop()
    if failures:
        sys.exit("soak: " + "\n".join(failures))


main()
