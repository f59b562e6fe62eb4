"""Starting, stopping, health, figures, and everything that can go wrong with them."""

import json
import os
import signal
import socket
import threading
import time

import pytest
import requests

from mintmark import Server, run, until

ISSUER = "https://auth.example.com"


def test_health_and_readiness(server):
    for path in ["/healthz", "/readyz"]:
        answer = requests.get(server.url + path, timeout=10)
        assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_metrics_tell_what_happened(server):
    def figure(name):
        text = requests.get(f"{server.url}/metrics", timeout=10).text
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name)}

    before = figure("mintmark_tokens_issued_total").get("mintmark_tokens_issued_total", 0)
    server.token()
    server.ask(server.form(client_secret="wrong"))
    server.ask(server.form(scope="nothing"))
    assert figure("mintmark_tokens_issued_total")["mintmark_tokens_issued_total"] == before + 1
    refusals = figure("mintmark_token_refusals_total")
    assert refusals['mintmark_token_refusals_total{reason="wrong_secret"}'] >= 1
    assert refusals['mintmark_token_refusals_total{reason="invalid_scope"}'] >= 1
    assert any('route="/oauth/token"' in key and "_bucket" in key for key in figure("mintmark_request_duration_seconds"))
    assert figure("mintmark_cached_clients")["mintmark_cached_clients"] >= 2
    assert figure("mintmark_store_writes")
    assert figure("process_resident_memory_bytes")


def test_a_second_start_reuses_everything(start):
    own = start()
    first, token = dict(own.credentials), own.token()
    keys = requests.get(f"{own.url}/keys", timeout=10).json()
    assert own.stop() == 0
    own.start()
    assert {**own.credentials, "issuer": ""} == {**first, "issuer": ""}
    assert requests.get(f"{own.url}/keys", timeout=10).json() == keys
    assert own.token() and token


def test_what_dev_prints_can_be_pasted(start, tmp_path):
    import subprocess

    own = start()
    until(lambda: any("Stop with" in line for line in own.output))
    commands = [line.strip() for line in own.output if line.startswith("  curl ")]
    assert len(commands) == 3
    answers = [
        json.loads(subprocess.run(["bash", "-c", command.replace("curl ", "curl -s ", 1)], capture_output=True).stdout)
        for command in commands
    ]
    assert "access_token" in answers[0] and "keys" in answers[1] and "organizations" in answers[2]


def test_init_serve_and_never_overwrite(tmp_path, start):
    env = {"MINTMARK_ISSUER": ISSUER, "MINTMARK_DATA_DIR": str(tmp_path / "own" / "data")}
    (tmp_path / "own").mkdir()
    made = run("init", "--credentials", tmp_path / "c.json", env=env)
    assert made.returncode == 0, made.stderr
    credentials = json.loads((tmp_path / "c.json").read_text())
    assert (tmp_path / "c.json").stat().st_mode & 0o777 == 0o600
    files = {file.name: file.read_bytes() for file in (tmp_path / "own" / "data").iterdir() if file.name != "mintmark.lock"}
    again = run("init", "--credentials", tmp_path / "d.json", env=env)
    assert again.returncode == 5 and "already" in again.stderr and not (tmp_path / "d.json").exists()
    assert (tmp_path / "own" / "data" / "master.key").read_bytes() == files["master.key"]
    assert run("init", "--credentials", tmp_path / "c.json", env=env).returncode == 5
    own = start(command="serve", arguments=["--port", "0"], env=env)
    form = {
        "grant_type": "client_credentials", "client_id": credentials["environment_client_id"],
        "client_secret": credentials["environment_client_secret"],
    }
    assert own.ask(form).status_code == 200
    assert requests.get(f"{own.url}/.well-known/openid-configuration", timeout=10).json()["issuer"] == ISSUER
    own.stop()
    recovered = run("init", "--add-environment-client", "--credentials", tmp_path / "e.json", env=env)
    assert recovered.returncode == 0, recovered.stderr
    other = json.loads((tmp_path / "e.json").read_text())
    own.start()
    form.update(client_id=other["environment_client_id"], client_secret=other["environment_client_secret"])
    assert own.ask(form).status_code == 200


def test_init_makes_no_client_whose_secret_is_lost(tmp_path):
    env = {"MINTMARK_ISSUER": ISSUER, "MINTMARK_DATA_DIR": str(tmp_path / "data")}
    assert run("init", "--credentials", tmp_path / "nowhere" / "c.json", env=env).returncode == 1
    import subprocess

    from mintmark import BINARY, environment

    with open("/dev/full", "w") as full:
        assert subprocess.run([BINARY, "init"], env=environment(env), stdout=full, stderr=subprocess.PIPE).returncode == 1
    made = run("init", "--credentials", tmp_path / "c.json", env=env)
    assert made.returncode == 0, made.stderr


# Configuration


def test_all_problems_are_listed_at_once(tmp_path):
    file = tmp_path / "c.yaml"
    file.write_text("issuer: http://auth.example.com/\nhost: 0.0.0.0\ntoken:\n  lifetime: soon\n  lifetme: 1\nport: 99999\n")
    result = run("check-config", "--config", file, "--tls-key-file", "x", "--log-level", "loud", env={"MINTMARK_TYPO": "1"})
    assert result.returncode == 2 and not result.stdout
    for word in ["issuer", "data_dir", "token.lifetime", "token.lifetme", "port", "tls.certificate_file", "log.level",
                 "MINTMARK_TYPO", "host"]:
        assert word in result.stderr, word
    served = run("serve", "--config", file)
    assert served.returncode == 2 and "token.lifetime" in served.stderr


@pytest.mark.parametrize("name, text", [
    ("c.yaml", "issuer: {issuer}\ndata_dir: {data}\ntoken:\n  lifetime: 60\ntrusted_proxies: [10.0.0.0/8, '::1']\n"),
    ("c.json", '{{"issuer":"{issuer}","data_dir":"{data}","token":{{"lifetime":60}},"trusted_proxies":["10.0.0.0/8"]}}'),
])
def test_flags_win_over_the_environment_and_that_over_the_file(tmp_path, name, text):
    file = tmp_path / name
    file.write_text(text.format(issuer=ISSUER, data=tmp_path / "data"))
    assert run("check-config", "--config", file).returncode == 0
    bad = {"MINTMARK_TOKEN_LIFETIME": "bad"}
    assert run("check-config", "--config", file, env=bad).returncode == 2
    assert run("check-config", "--config", file, "--token-lifetime", "70", env=bad).returncode == 0
    assert run("check-config", env={"MINTMARK_CONFIG": str(file)}).returncode == 0


def test_a_list_where_one_value_belongs_is_named(tmp_path):
    file = tmp_path / "c.yaml"
    file.write_text(f"issuer: {ISSUER}\ndata_dir: x\ntoken: {{lifetime: [300]}}\ntls: {{certificate_file: [a], key_file: [b]}}\n")
    result = run("check-config", "--config", file)
    assert result.returncode == 2
    for word in ["token.lifetime", "tls.certificate_file", "tls.key_file"]:
        assert word in result.stderr


@pytest.mark.parametrize("text", ["\tx: [", "- a\n", "a: b: c"])
def test_an_unreadable_file_is_named(tmp_path, text):
    file = tmp_path / "c.yaml"
    file.write_text(text)
    result = run("check-config", "--config", file, "--issuer", ISSUER, "--data-dir", tmp_path)
    assert result.returncode == 2 and str(file) in result.stderr
    missing = run("check-config", "--config", tmp_path / "none.yaml", "--issuer", ISSUER, "--data-dir", tmp_path)
    assert missing.returncode == 2 and "none.yaml" in missing.stderr


def test_every_key_is_documented():
    table = run("check-config", "--keys").stdout
    docs = (os.path.dirname(__file__) + "/../../docs/configuration.md")
    assert table.strip() in open(docs).read()


# Faults


def refused(directory, *arguments, env=None):
    """The one clear line of a start that must fail."""
    result = run("dev", "--port", "0", "--data-dir", directory, *arguments, env=env)
    assert result.returncode not in (0, -6, -4, -11, 132, 133, 134, 139), result.stderr
    lines = result.stderr.strip().splitlines()
    assert lines and lines[0].startswith("mintmark: "), result.stderr
    assert "Fatal error" not in result.stderr
    return "\n".join(lines)


@pytest.fixture
def stopped(start):
    """The data directory of a server that ran and was stopped."""
    own = start()
    own.token()
    own.stop()
    return own


def test_a_wrong_master_key_stops_the_start(stopped, tmp_path):
    other = Server(tmp_path / "other")
    other.stop()
    key = stopped.data / "master.key"
    right = key.read_text()
    key.write_text((other.data / "master.key").read_text())
    assert "master key is not the one" in refused(stopped.data)
    key.write_text("nonsense")
    assert "no master key" in refused(stopped.data)
    key.unlink()
    assert "no master key" in refused(stopped.data)
    assert not key.exists()
    stopped.env = {"MINTMARK_MASTER_KEY": right}
    stopped.start()
    assert stopped.token()


def test_a_master_key_that_others_can_read_is_refused(stopped):
    (stopped.data / "master.key").chmod(0o644)
    assert "chmod 600" in refused(stopped.data)


@pytest.mark.parametrize("damage", ["garbage", "truncated", "middle"])
def test_a_corrupted_store_is_named(stopped, damage):
    store = stopped.data / "mintmark.sqlite"
    for extra in ["-wal", "-shm"]:
        (stopped.data / ("mintmark.sqlite" + extra)).unlink(missing_ok=True)
    content = bytearray(store.read_bytes())
    if damage == "garbage":
        content = bytearray(b"this is no database" * 300)
    elif damage == "truncated":
        content = content[: len(content) // 2]
    else:
        content[4096:] = os.urandom(len(content) - 4096)
    store.write_bytes(content)
    message = refused(stopped.data)
    assert "mintmark.sqlite" in message and "backup" in message
    assert store.read_bytes() == content


def test_a_port_in_use_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("dev", "--port", port, "--data-dir", tmp_path / "data")
    assert result.returncode == 1
    assert "in use" in result.stderr and str(port) in result.stderr and "--port" in result.stderr


def test_two_servers_never_share_a_store(stopped):
    stopped.start()
    assert "another mintmark" in refused(stopped.data)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 2 MiB."""
    import subprocess

    path = tmp_path / "disk"
    path.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", path]).returncode:
        pytest.skip("mounting a small file system needs root")
    yield path
    subprocess.run(["umount", "-l", path], check=True)


def test_a_full_disk_loses_nothing(small_disk, start):
    own = Server(small_disk)
    try:
        management = own.management()
        kept = [management.make("/organizations", display_name="before")["organization"]["id"]]
        filler = small_disk / "filler"
        with open(filler, "wb") as file:
            try:
                while True:
                    file.write(b"x" * 65536)
                    file.flush()
            except OSError:
                pass
        refused_with = None
        for _ in range(400):
            answer = management.post("/organizations", json={"display_name": "x" * 200})
            if answer.status_code != 201:
                refused_with = answer
                break
            kept.append(answer.json()["organization"]["id"])
        assert refused_with is not None and refused_with.status_code == 503
        assert int(refused_with.headers["Retry-After"]) > 0
        assert "full" in own.logs
        assert own.token(), "known clients keep getting tokens"
        assert requests.get(f"{own.url}/readyz", timeout=10).status_code in (200, 503)
        filler.unlink()
        until(lambda: management.post("/organizations", json={"display_name": "after"}).status_code == 201)
        own.restart()
        management = own.management()
        for identifier in kept:
            assert management.get(f"/organizations/{identifier}").status_code == 200
    finally:
        own.stop()


def test_requests_in_flight_are_finished(start):
    own = start()
    results, stop = [], threading.Event()

    def load():
        with requests.Session() as session:
            while not stop.is_set():
                try:
                    results.append(own.ask(session=session).status_code)
                except requests.ConnectionError as error:
                    results.append("reset" if "RemoteDisconnected" not in str(error) and "refused" not in str(error) else "closed")
                    return

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    until(lambda: len(results) > 100)
    began = time.monotonic()
    assert own.stop() == 0
    stop.set()
    for thread in threads:
        thread.join()
    assert time.monotonic() - began < 15
    assert set(results) <= {200, "closed", "reset"}
    assert results.count(200) > 100


def test_writes_survive_kill_9(start):
    """At least 50 times: every write that was acknowledged is there after kill -9."""
    own = start()
    acknowledged, gone = set(), set()
    import random

    for round_ in range(52):
        management = own.management()
        lock, threads = threading.Lock(), []

        def write(management=management):
            session = type(management)(own.url, management.headers["Authorization"].split()[1])
            mine = []
            try:
                while True:
                    made = session.post("/organizations", json={"display_name": "durable"})
                    if made.status_code == 201:
                        mine.append(made.json()["organization"]["id"])
                        with lock:
                            acknowledged.add(mine[-1])
                    if len(mine) % 3 == 0 and mine:
                        victim = mine.pop()
                        with lock:
                            acknowledged.discard(victim)
                        if session.delete(f"/organizations/{victim}").status_code == 200:
                            with lock:
                                gone.add(victim)
            except requests.RequestException:
                return

        for _ in range(3):
            threads.append(threading.Thread(target=write))
            threads[-1].start()
        time.sleep(random.uniform(0.02, 0.25))
        own.stop(signal.SIGKILL)
        for thread in threads:
            thread.join()
        own.start()
        if round_ % 13 == 12 or round_ == 51:
            present = set()
            management, token = own.management(), ""
            while True:
                page = management.get("/organizations", params={"page_size": 100, "page_token": token}).json()
                present |= {organization["id"] for organization in page["organizations"]}
                token = page["next_page_token"]
                if not token:
                    break
            assert acknowledged <= present, f"lost: {acknowledged - present}"
            assert not gone & present, f"came back: {gone & present}"
    assert len(acknowledged) > 100
