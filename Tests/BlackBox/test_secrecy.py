"""Nothing secret is found in logs, metrics, errors or the store."""

import base64
import re

import requests


def test_secrets_stay_secret(start):
    own = start(env={"MINTMARK_LOG_LEVEL": "trace", "MINTMARK_LOG_FORMAT": "json"})
    management = own.management()
    secrets, tokens = [], [own.token(), management.headers["Authorization"].split()[1]]
    secrets += [own.credentials["client_secret"], own.credentials["environment_client_secret"]]
    made = management.make(f"{own.organization}/clients", name="n", scopes=["a"])
    path = f"{own.organization}/clients/{made['client']['client_id']}"
    secrets += [made["plain_secret"], management.make(f"{path}/secrets")["plain_secret"]]
    tokens.append(own.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"]))
    # Mistakes of clients, which servers like to log.
    own.ask(own.form(client_id=secrets[0]))
    own.ask(own.form(scope=secrets[1]))
    own.ask(own.form(client_secret=secrets[2] + "x"))
    own.ask({"grant_type": secrets[0]})
    requests.get(f"{own.url}/{tokens[0]}", timeout=10)
    requests.get(f"{own.url}/oauth/token?client_secret={secrets[0]}", timeout=10)
    requests.get(f"{own.url}/api/v1/organizations/{secrets[0]}", headers={"Authorization": f"Bearer {tokens[0]}"}, timeout=10)
    requests.get(f"{own.url}/keys/{secrets[0]}.pem", timeout=10)
    management.post(f"{own.organization}/clients", json={"name": 1, secrets[0]: 1})
    metrics = requests.get(f"{own.url}/metrics", timeout=10).text
    own.stop()
    master = (own.data / "master.key").read_text().strip()
    raw = base64.urlsafe_b64decode(master.removeprefix("mmk1_") + "==")
    places = {"log": own.logs.encode(), "metrics": metrics.encode(), "output": "".join(own.output[1:]).encode()}
    store = b"".join(file.read_bytes() for file in sorted(own.data.glob("mintmark.sqlite*")))
    for secret in secrets + tokens + [master]:
        assert secret.encode() not in places["log"], "log"
        assert secret.encode() not in places["metrics"], "metrics"
        assert secret.encode() not in store, "store"
    for key in [raw[:32], raw[32:]]:
        assert key not in store and key.hex().encode() not in places["log"]
    assert b"PRIVATE KEY" not in store
    # PKCS#1 and PKCS#8 of RSA keys carry this object id or version prefix.
    assert bytes.fromhex("2a864886f70d010101") not in store
    assert b'"level":"notice"' in places["log"] and b"wrong_secret" in places["log"]


def test_every_log_line_is_json_with_a_request_id(server):
    import json

    server.ask(server.form(client_secret="wrong"))
    lines = [json.loads(line) for line in list(server.log) if line.strip()]
    requests_ = [line for line in lines if line["message"] == "request"]
    assert requests_ and all(re.fullmatch(r"req_[0-9a-f]+_\d+", line["request_id"]) for line in requests_)


def test_the_files_are_the_owners_alone(server):
    for file in server.data.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file
    assert (server.directory / "credentials.json").stat().st_mode & 0o777 == 0o600
