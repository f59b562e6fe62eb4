"""The Swift examples against the real server: an API with our middleware, a caller with our client, the validator alone."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest
import requests

from mintmark import BINARY, environment, until

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILT = pathlib.Path(BINARY).parent
AUDIENCE = "https://api.example.com"


def free_port():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


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
