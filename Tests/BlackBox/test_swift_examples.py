"""The Swift examples against the real server: an API with our middleware, a caller with our client, the validator alone."""

import json
import os
import pathlib
import shutil
import subprocess
import threading
import time

import pytest
import requests

from mintmark import BINARY, environment, until
from ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILT = pathlib.Path(BINARY).parent
AUDIENCE = "https://api.example.com"


@pytest.fixture(scope="module")
def api(server):
    port = free_port()
    env = environment({"MINTMARK_ISSUER": server.issuer, "MINTMARK_AUDIENCE": AUDIENCE, "PORT": str(port)})
    process = subprocess.Popen([str(BUILT / "SwiftHummingbirdExample")], env=env, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"

    def listens():
        try:
            return requests.get(url, timeout=1).status_code
        except requests.ConnectionError:
            return None

    until(listens, what="the example's start")
    yield url
    process.terminate()
    process.wait(10)


def ask(api, token):
    return requests.get(f"{api}/api/data", headers={"Authorization": f"Bearer {token}"}, timeout=10)


def test_the_api_lets_good_tokens_in(server, api):
    answer = ask(api, server.token())
    assert answer.status_code == 200
    assert answer.json()["client_id"] == server.credentials["client_id"]
    assert answer.json()["scopes"] == ["openid", "read:data", "write:data"]


def test_the_api_keeps_bad_tokens_out(server, api, management, organization):
    made = management.make(f"{organization}/clients", scopes=["read:data"], audience=["https://other.example.com"])
    stranger = server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])
    good = server.token()
    for token in [stranger, good[:-4] + "AAAA", "x", server.environment_token()]:
        refused = ask(api, token)
        assert refused.status_code == 401 and 'error="invalid_token"' in refused.headers["WWW-Authenticate"]
    missing = ask(api, server.token(scope="openid"))
    assert missing.status_code == 403 and 'error="insufficient_scope"' in missing.headers["WWW-Authenticate"]
    bare = requests.get(f"{api}/api/data", timeout=10)
    assert (bare.status_code, bare.headers["WWW-Authenticate"]) == (401, "Bearer")
    metadata = requests.get(f"{api}/.well-known/oauth-protected-resource", timeout=10).json()
    assert metadata["authorization_servers"] == [server.issuer]


def test_the_caller_gets_through(server, api):
    env = environment({
        "MINTMARK_ISSUER": server.issuer, "MINTMARK_CLIENT_ID": server.credentials["client_id"],
        "MINTMARK_CLIENT_SECRET": server.credentials["client_secret"], "API_URL": f"{api}/api/data",
    })
    result = subprocess.run([str(BUILT / "SwiftClientExample")], env=env, capture_output=True, text=True, timeout=30)
    assert result.returncode == 0, result.stderr
    status, _, body = result.stdout.partition(" ")
    assert status == "200" and json.loads(body)["scopes"] == ["read:data"]
    env["MINTMARK_CLIENT_SECRET"] = "wrong-and-secret"
    refused = subprocess.run([str(BUILT / "SwiftClientExample")], env=env, capture_output=True, text=True, timeout=30)
    assert refused.returncode != 0 and "wrong-and-secret" not in refused.stdout + refused.stderr


@pytest.mark.timeout(900)
def test_who_embeds_the_validator_builds_nothing_of_the_server(server, tmp_path):
    """Builds a package that depends on the validator alone, in a folder of its own."""
    scratch = os.environ.get("MINTMARK_EXAMPLE_SCRATCH", str(tmp_path / "build"))
    command = ["swift", "build", "--package-path", str(ROOT / "Examples/validator-only"), "--scratch-path", scratch]
    built = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=880)
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]
    modules = {path.stem for path in pathlib.Path(scratch).resolve().glob("debug/Modules/*.swiftmodule")}
    assert {"MintmarkValidator", "JOSE"} <= modules, modules
    assert not modules & {"Hummingbird", "GRDB", "NIOCore", "AsyncHTTPClient", "TokenService"}, modules
    program = pathlib.Path(scratch) / "debug/Check"
    result = subprocess.run(
        [str(program), server.issuer, AUDIENCE, server.token()], capture_output=True, text=True, timeout=30
    )
    assert result.stdout.startswith(f"valid: {server.credentials['client_id']}"), result.stdout
    shutil.rmtree(tmp_path / "build", ignore_errors=True)


@pytest.mark.parametrize("how", ["client", "disabled", "secret", "organization"])
def test_R13_of_a_thousand_tokens_none_is_accepted_a_second_after_revocation(server, api, management, organization, how, capsys):
    """The API runs in another process, is asked with all tokens in turn all the time, and follows the stream."""
    made = management.make(f"{organization}/clients", scopes=["read:data"], audience=[AUDIENCE])
    client, path = made["client"]["client_id"], f"{organization}/clients/{made['client']['client_id']}"
    with requests.Session() as session:
        form = server.form(client_id=client, client_secret=made["plain_secret"])
        tokens = [server.ask(form, session=session).json()["access_token"] for _ in range(1000)]
    accepted, failures, ended, begun = [], [], threading.Event(), threading.Barrier(3)

    def loop(part):
        with requests.Session() as session:
            first = True
            while not ended.is_set():
                for token in part:
                    answer = session.get(f"{api}/api/data", headers={"Authorization": f"Bearer {token}"}, timeout=10)
                    if answer.status_code == 200:
                        accepted.append(time.monotonic())
                    elif answer.status_code != 401:
                        failures.append(answer.status_code)
                    if ended.is_set():
                        return
                if first:
                    begun.wait(60)
                    first = False

    readers = [threading.Thread(target=loop, args=(tokens[start::2],)) for start in range(2)]
    for reader in readers:
        reader.start()
    begun.wait(60)
    assert len(accepted) >= 1000
    if how == "disabled":
        assert management.post(f"{path}:disable").status_code == 200
    else:
        value = {
            "client": client, "secret": made["client"]["secrets"][0]["id"], "organization": organization.split("/")[-1],
        }[how]
        management.make("/revocations", **{f"{how}_id": value})
    revoked = time.monotonic()
    time.sleep(1.5)  # what is measured is that time passes and nothing is accepted
    ended.set()
    for reader in readers:
        reader.join(30)
    late = max(accepted) - revoked
    assert not failures
    assert late < 1, f"a token was accepted {late:.3f} s after the revocation"
    with capsys.disabled():
        print(f"\nrevocation of the {how}: the last of {len(accepted)} acceptances came {1000 * late:.0f} ms after the answer")
