"""Starting where something is not as it should be: one clear message that says what to do, and nothing lost."""

import datetime
import json
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import tempfile

import jwt
import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

import mintmark
from mintmark import Server, run

ISSUER = "https://auth.example.com"


def refused(result, *words, status=None):
    """The start failed with one message in words for people."""
    assert result.returncode > 0, f"{result.returncode}\n{result.stdout}\n{result.stderr}"
    assert result.returncode < 128 and "Fatal error" not in result.stderr, result.stderr
    messages = [line for line in result.stderr.splitlines() if line.startswith("mintmark: ")]
    assert len(messages) == 1, result.stderr
    for word in words:
        assert word in result.stderr, f"{word!r} is not in:\n{result.stderr}"
    if status is not None:
        assert result.returncode == status
    assert not result.stdout
    return result.stderr


def as_nobody():
    """Runs the program as a user without rights."""
    entry = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


@pytest.fixture
def open_path():
    """A directory that every user may enter; those that pytest makes are closed."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    path = pathlib.Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def stranger(open_path):
    """Runs the program as a user without rights."""
    binary = open_path / "mintmark"
    shutil.copy(mintmark.BINARY, binary)
    binary.chmod(0o755)

    def run(*arguments, env=None):
        return subprocess.run(
            [str(binary), *map(str, arguments)], env=mintmark.environment(env), capture_output=True, text=True,
            timeout=60, preexec_fn=as_nobody, cwd=open_path)

    return run


def test_a_directory_that_cannot_be_written_is_named(stranger, open_path):
    closed = open_path / "closed"
    closed.mkdir(mode=0o755)
    refused(stranger("dev", "--port", "0", "--data-dir", closed / "data"), "closed/data", "--data-dir")
    refused(stranger("dev", "--port", "0", "--data-dir", closed), str(closed))


@pytest.mark.parametrize("file", ["master.key", "mintmark.sqlite", "mintmark.lock", "credentials.json"])
def test_a_file_of_another_user_is_named(stranger, open_path, file):
    own = Server(open_path / "own")
    own.stop()
    nobody = pwd.getpwnam("nobody")
    for path in [own.data, *own.data.iterdir()]:
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    os.chown(own.data / file, 0, 0)
    refused(stranger("dev", "--port", "0", "--data-dir", own.data), file)
    os.chown(own.data / file, nobody.pw_uid, nobody.pw_gid)
    for path in [own.data, *own.data.iterdir()]:
        os.chown(path, 0, 0)
    own.start()
    assert own.token(), "nothing is lost"
    own.stop()


def test_there_are_no_more_event_loops_than_processors_that_the_server_may_use(tmp_path):
    one = min(os.sched_getaffinity(0))
    for name, processors in [("one", {one}), ("all", os.sched_getaffinity(0))]:
        server = Server(tmp_path / name, preexec_fn=lambda: os.sched_setaffinity(0, processors))
        try:
            threads = [path.read_text() for path in pathlib.Path(f"/proc/{server.process.pid}/task").glob("*/comm")]
            # A quota of the container can leave fewer.
            assert 1 <= sum(thread.startswith("NIO-SGLTN-1-") for thread in threads) <= len(processors), threads
        finally:
            server.stop()


def test_a_privileged_port_is_named(stranger, open_path):
    if int(open("/proc/sys/net/ipv4/ip_unprivileged_port_start").read()) <= 81:
        pytest.skip("here everybody may listen on all ports")
    (open_path / "data").mkdir()
    (open_path / "data").chmod(0o777)
    refused(stranger("dev", "--port", "81", "--data-dir", open_path / "data" / "own"), "81", "--port")


def test_a_read_only_file_system_is_named(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("mounting needs root")
    own = Server(tmp_path / "own")
    own.stop()
    if subprocess.run(["mount", "--bind", own.data, own.data], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        if subprocess.run(["mount", "-o", "remount,ro,bind", own.data], capture_output=True).returncode:
            pytest.skip("this machine lets nobody mount")
        refused(run("dev", "--port", "0", "--data-dir", own.data), "Read-only")
    finally:
        subprocess.run(["umount", "-l", own.data], check=True)
    own.start()
    assert own.token()
    own.stop()


@pytest.mark.parametrize("what", ["file", "dangling link"])
def test_a_data_directory_that_is_none_is_named(tmp_path, what):
    place = tmp_path / "data"
    place.write_text("x") if what == "file" else place.symlink_to(tmp_path / "nowhere")
    refused(run("dev", "--port", "0", "--data-dir", place), str(place))


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid", "::g"])
@pytest.mark.parametrize("port", ["0", "8099"])
def test_an_address_that_cannot_be_listened_on_is_named(tmp_path, host, port):
    result = run(
        "dev", "--host", host, "--port", port, "--issuer", "http://127.0.0.1:1", "--data-dir", tmp_path / "data", timeout=40)
    refused(result, host)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_that_cannot_be_listened_on_is_explained(tmp_path, host):
    result = run("dev", "--host", host, "--port", "8099", "--issuer", "http://127.0.0.1:1", "--data-dir", tmp_path / "data")
    message = refused(result, host, "--host")
    assert "errno" not in message and "SocketAddressError" not in message


def test_a_development_server_on_an_address_of_the_network_is_refused_by_the_right_name(tmp_path):
    message = refused(run("dev", "--host", "192.0.2.1", "--port", "8099", "--data-dir", tmp_path / "data"))
    assert "host" in message and "192.0.2.1" in message


def test_a_port_in_use_leaves_a_new_installation_usable(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        (tmp_path / "own").mkdir()
        refused(run("dev", "--port", port, "--data-dir", tmp_path / "own" / "data"), str(port))
    own = Server(tmp_path / "own")
    assert own.token()
    own.stop()


@pytest.mark.parametrize("name", ["with space", "ümläut", "quote'\"", "-dash", "new\nline"])
def test_a_data_directory_may_have_any_name(tmp_path, name):
    own = Server(tmp_path / name)
    try:
        assert own.token()
        own.restart()
        assert own.token()
    finally:
        own.stop()


def test_a_relative_data_directory_is_below_the_working_directory(tmp_path):
    result = run("init", "--data-dir", "data", "--issuer", ISSUER, "--credentials", "c.json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "data" / "mintmark.sqlite").exists() and (tmp_path / "c.json").exists()


def test_a_strict_umask_or_a_loose_one_makes_the_same_files(tmp_path):
    for mask in ["0000", "0077"]:
        directory = tmp_path / mask
        command = f'umask {mask}; exec "$0" init --data-dir "$1" --issuer {ISSUER} --credentials "$1.json"'
        subprocess.run(["bash", "-c", command, mintmark.BINARY, directory], check=True, env=mintmark.environment())
        assert directory.stat().st_mode & 0o777 == 0o700
        for file in [*directory.iterdir(), tmp_path / f"{mask}.json"]:
            assert file.stat().st_mode & 0o777 == 0o600, file


def test_serve_and_commands_without_an_installation_say_so(tmp_path):
    env = {"MINTMARK_ISSUER": ISSUER, "MINTMARK_DATA_DIR": str(tmp_path / "none")}
    refused(run("serve", env=env), "mintmark init", str(tmp_path / "none"), status=2)
    assert not (tmp_path / "none").exists(), "a start that fails leaves nothing behind"
    refused(run("init", "--add-environment-client", env=env), str(tmp_path / "none"))
    refused(run("serve"), "issuer", "data_dir", status=2)


def test_the_credentials_file_is_never_overwritten_by_init(tmp_path):
    file = tmp_path / "c.json"
    file.write_text("precious")
    refused(run("init", "--data-dir", tmp_path / "data", "--issuer", ISSUER, "--credentials", file), str(file))
    assert file.read_text() == "precious"
    assert not (tmp_path / "data").exists()


def test_init_prints_the_secret_when_no_file_is_named(tmp_path):
    result = run("init", "--data-dir", tmp_path / "data", "--issuer", ISSUER)
    assert result.returncode == 0 and "skc_" in result.stdout and "once" in result.stdout
    secret = result.stdout.split("client secret")[1].split()[0]
    assert secret not in result.stderr
    assert secret.encode() not in (tmp_path / "data" / "mintmark.sqlite").read_bytes()


def test_credentials_that_cannot_be_written_lose_nothing(tmp_path):
    """The client is made, but its secret has nowhere to go: the operator must get a way on."""
    result = run("init", "--data-dir", tmp_path / "data", "--issuer", ISSUER, "--credentials", tmp_path / "none" / "c.json")
    refused(result, "none/c.json")
    again = run("init", "--data-dir", tmp_path / "data", "--issuer", ISSUER, "--credentials", tmp_path / "c.json")
    if again.returncode:
        again = run("init", "--data-dir", tmp_path / "data", "--issuer", ISSUER, "--credentials", tmp_path / "c.json",
                    "--add-environment-client")
    assert again.returncode == 0, again.stderr


def test_another_issuer_ends_the_tokens_of_the_one_before(start):
    """iss is part of every token: a moved environment takes only its own at the management API."""
    own = start()
    token, customers = own.environment_token(), own.token()
    before = own.issuer
    own.restart()
    assert own.issuer != before
    answer = own.management(token).get("/organizations")
    assert (answer.status_code, answer.json()["code"]) == (401, 16)
    assert own.management(customers).get("/organizations").status_code == 401
    assert own.management().get("/organizations").status_code == 200


def test_a_shorter_lifetime_setting_keeps_old_keys_published(start):
    """Tokens issued before the setting was lowered are still alive."""
    own = start(env={"MINTMARK_KEYS_MAX_AGE": "1", "MINTMARK_TOKEN_MAXIMUM_LIFETIME": "3600", "MINTMARK_TOKEN_LIFETIME": "3600"})
    token = own.token()
    own.stop()
    own.env = {"MINTMARK_KEYS_MAX_AGE": "1", "MINTMARK_TOKEN_MAXIMUM_LIFETIME": "1", "MINTMARK_TOKEN_LIFETIME": "1"}
    own.start()

    def rotated():
        # Its token lives one second, so each try needs a new one.
        return own.management().post("/keys:rotate").status_code == 200

    mintmark.until(rotated, what="the rotation")
    kids = [key["kid"] for key in requests.get(f"{own.url}/keys", timeout=10).json()["keys"]]
    assert jwt.get_unverified_header(token)["kid"] in kids
    retiring = [key for key in own.management().get("/keys").json()["keys"] if key["state"] == "RETIRING"]
    assert len(retiring) == 1 and retiring[0]["remove_time"] > retiring[0]["switch_time"]


def test_a_key_is_withdrawn_a_minute_after_its_last_token(start):
    """The minute is for validators whose clocks are behind; the withdrawal itself would take this test too long."""
    own = start(env={"MINTMARK_KEYS_MAX_AGE": "1", "MINTMARK_TOKEN_MAXIMUM_LIFETIME": "2", "MINTMARK_TOKEN_LIFETIME": "2"})
    mintmark.until(lambda: own.management().post("/keys:rotate").status_code == 200, what="the rotation")
    key = own.management().get("/keys").json()["keys"][0]
    times = [datetime.datetime.fromisoformat(key[name].replace("Z", "+00:00")) for name in ["switch_time", "remove_time"]]
    assert (times[1] - times[0]).total_seconds() == 62


@pytest.mark.parametrize("name, value", [
    ("MINTMARK_PORT", "x"), ("MINTMARK_PORT", "-1"), ("MINTMARK_PORT", "65536"), ("MINTMARK_TOKEN_LIFETIME", "0"),
    ("MINTMARK_TOKEN_LIFETIME", "1e3"), ("MINTMARK_TOKEN_TYPE", "jwt"), ("MINTMARK_KEYS_ALGORITHM", "none"),
    ("MINTMARK_KEYS_ALGORITHM", "HS256"), ("MINTMARK_ISSUER", "auth.example.com"), ("MINTMARK_ISSUER", "https://a.example/?x"),
    ("MINTMARK_ISSUER", "https://a.example#x"), ("MINTMARK_ISSUER", "https://u:p@a.example"), ("MINTMARK_ISSUER", "http://a.example"),
    ("MINTMARK_ISSUER", "https://a b.example"), ("MINTMARK_TRUSTED_PROXIES", "10.0.0.0/33"), ("MINTMARK_TRUSTED_PROXIES", "proxy"),
    ("MINTMARK_SECRET_PREFIX", "a-b"), ("MINTMARK_SECRET_PREFIX", "_a"), ("MINTMARK_REQUEST_TIMEOUT", "0"),
    ("MINTMARK_TOKEN_STRICT_SCOPES", "maybe"), ("MINTMARK_LOG_LEVEL", "loud"), ("MINTMARK_MASTER_KEY", "nonsense"),
    ("MINTMARK_TOKEN_AUDIENCE", "a b"), ("MINTMARK_SECRET_RECENT_USE", "1h"), ("MINTMARK_SECRET_SCANNING_ACTION", "delete")])
def test_a_bad_value_is_refused_by_name(tmp_path, name, value):
    env = {"MINTMARK_ISSUER": ISSUER, "MINTMARK_DATA_DIR": str(tmp_path / "data"), name: value}
    result = run("init", env=env)
    message = refused(result)
    variable = name.removeprefix("MINTMARK_").lower()
    assert variable in message.replace(".", "_").lower(), message
    assert name != "MINTMARK_MASTER_KEY" or value not in message
    assert not (tmp_path / "data" / "mintmark.sqlite").exists()


def block(document, indent=""):
    """The lines of the document in YAML's block style; texts are quoted as in JSON, which YAML takes too."""
    for name, value in document.items():
        if isinstance(value, dict):
            yield f"{indent}{name}:"
            yield from block(value, indent + "  ")
        else:
            yield f"{indent}{name}: {json.dumps(value)}"


def test_all_settings_work_at_once_from_a_file(tmp_path):
    """Every setting that check-config lists, with a value of its own, is taken from YAML and from JSON."""
    table = [
        [cell.strip().strip("`") for cell in line.split("|")[1:-1]]
        for line in run("check-config", "--keys").stdout.splitlines()[2:]]
    values = {
        "issuer": ISSUER, "host": "127.0.0.1", "port": 0, "data_dir": str(tmp_path / "data"), "trusted_proxies": ["10.0.0.0/8"],
        "token.type": "JWT", "token.audience": ["https://a.example", "https://b.example"], "token.strict_scopes": True,
        "keys.algorithm": "ES256", "secret.prefix": "acme_live", "audit.retention": "30d", "audit.token_issues": True,
        "webhooks.allow_private_destinations": True, "webhooks.retry_delays": [1, 2],
        "log.level": "debug", "log.format": "text",
        "master_key_file": str(tmp_path / "elsewhere.key"),
        "keys.announcement": 200, "keys.rotation_interval": 300, "limits.client_quota": "1000/3600",
        "limits.organization_quota": "1000/3600:warn", "secret_scanning.action": "record",
        "signer": "openssl", "signer_library": str(tmp_path / "none.so"),
        "telemetry.endpoint": "http://127.0.0.1:4318", "telemetry.headers": ["api-key=k"],
        "telemetry.resource_attributes": ["team=a", "place=b"], "telemetry.sampler": "traceidratio",
        "telemetry.sample_ratio": 0.5, "telemetry.disabled": True,
        "secret_scanning.keys_file": str(tmp_path / "scanning.json"),
    }
    public = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    keys = [{"key_identifier": "k", "key": public, "is_current": True}]
    (tmp_path / "scanning.json").write_text(json.dumps({"public_keys": keys}))
    document = {}
    for name, *_ in table:
        if name in ("tls.certificate_file", "tls.key_file", "webhooks.ca_file", "master_key", "store"):
            continue
        place = document
        *sections, last = name.split(".")
        for section in sections:
            place = place.setdefault(section, {})
        place[last] = values.get(name, 100)
    file = tmp_path / "c.json"
    file.write_text(json.dumps(document))
    assert len(table) >= 20
    checked = run("check-config", "--config", file)
    assert checked.returncode == 0, checked.stderr
    made = run("init", "--config", file, "--credentials", tmp_path / "p.json")
    assert made.returncode == 0, made.stderr
    assert json.loads((tmp_path / "p.json").read_text())["environment_client_secret"].startswith("acme_live_")
    assert (tmp_path / "elsewhere.key").exists() and not (tmp_path / "data" / "master.key").exists()
    file = tmp_path / "c.yaml"
    file.write_text("\n".join(block(document)))
    assert run("check-config", "--config", file).returncode == 0
