"""The commands for people and scripts, against a running server."""

import json
import os
import pty
import subprocess

import jwt
import pytest

from mintmark import BINARY, environment, run


@pytest.fixture
def cli(server):
    """Runs a command with the credentials of the shared server."""

    def command(*arguments, code=0, **env):
        result = run(*arguments, env={"MINTMARK_PROFILE": str(server.directory / "credentials.json"), **env})
        assert result.returncode == code, (result.returncode, result.stdout, result.stderr)
        return result

    return command


def test_the_way_of_a_new_customer(server, cli):
    organization = json.loads(cli("org", "create", "--name", "Ütopia", "--external-id", "utopia", "--json").stdout)
    identifier = organization["organization"]["id"]
    assert identifier in cli("org", "list", "--all").stdout
    assert "Ütopia" in cli("org", "get", "--external-id", "utopia").stdout
    assert identifier in cli("org", "search", "topi").stdout
    made = json.loads(
        cli(
            "client", "create", "--org", identifier, "--name", "CI", "--scope", "read:data", "--scope", "write:data",
            "--audience", "https://api.example.com", "--claim", "plan=gold", "--lifetime", "15m", "--json",
        ).stdout
    )
    client, secret = made["client"]["client_id"], made["plain_secret"]
    token = cli("token", "--client-id", client, "--client-secret", secret, "--scope", "read:data").stdout
    assert token.endswith("\n") and token.count("\n") == 1
    claims = jwt.decode(token.strip(), options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == 900
    assert claims["scope"] == "read:data" and claims["custom_claims"] == {"plan": "gold"}
    cli("client", "update", client, "--org", identifier, "--scope", "other")
    assert "other" in cli("client", "get", client, "--org", identifier).stdout
    added = json.loads(cli("secret", "create", client, "--org", identifier, "--json").stdout)
    first = made["client"]["secrets"][0]["id"]
    cli("secret", "deactivate", client, first, "--org", identifier)
    assert "INACTIVE" in cli("secret", "list", client, "--org", identifier).stdout
    cli("token", "--client-id", client, "--client-secret", secret, code=4)
    cli("token", "--client-id", client, "--client-secret", added["plain_secret"])
    cli("secret", "activate", client, first, "--org", identifier)
    refused = cli("secret", "delete", client, first, "--org", identifier, "--yes", code=5)
    assert "was used at" in refused.stderr and "from 127.0.0.1" in refused.stderr and "--force" in refused.stderr
    cli("secret", "delete", client, first, "--org", identifier, "--yes", "--force")
    cli("client", "delete", client, "--org", identifier, "--yes")
    cli("org", "delete", identifier, "--yes")
    cli("org", "get", identifier, code=3)


def test_the_secret_is_printed_once_and_says_so(server, cli):
    shown = cli("client", "create", "--org", server.credentials["organization_id"], "--name", "shown")
    assert "shown this once" in shown.stdout + shown.stderr
    secret = [line.split()[-1] for line in shown.stdout.splitlines() if line.startswith("client secret")][0]
    client = [line.split()[-1] for line in shown.stdout.splitlines() if line.startswith("client id")][0]
    assert secret not in cli("client", "get", client).stdout
    assert server.ask(server.form(client_id=client, client_secret=secret)).status_code == 200


def test_json_is_one_document(cli):
    for arguments in [("org", "list"), ("client", "list"), ("key", "list"), ("token",), ("client", "list", "--environment")]:
        assert isinstance(json.loads(cli(*arguments, "--json").stdout), dict)


def test_exit_codes_are_for_scripts(server, cli):
    cli("client", "get", "m2morg_1", code=3)
    cli("org", "create", code=2)
    cli("nonsense", code=2)
    cli("org", "create", "--name", "x" * 300, code=5)
    cli("org", "list", "--issuer", "http://127.0.0.1:9", code=6)
    cli("token", "--client-id", "m2morg_1", "--client-secret", "wrong", code=4)
    cli("org", "list", MINTMARK_CLIENT_ID=server.credentials["client_id"],
        MINTMARK_CLIENT_SECRET=server.credentials["client_secret"], code=4)
    cli("org", "delete", server.credentials["organization_id"], code=2)


def test_missing_settings_are_explained(tmp_path):
    result = subprocess.run(
        [BINARY, "org", "list"], cwd=tmp_path, env={**environment(), "HOME": str(tmp_path)}, capture_output=True, text=True
    )
    assert result.returncode == 2
    assert "MINTMARK_ISSUER" in result.stderr and "--profile" in result.stderr


def test_a_failed_command_shows_no_secret(server, cli):
    result = cli("token", "--client-id", "m2morg_1", "--client-secret", "very-secret-value", code=4)
    assert "very-secret-value" not in result.stdout + result.stderr


def test_a_deletion_is_confirmed_on_a_terminal(server, cli):
    made = json.loads(cli("org", "create", "--name", "Doomed", "--json").stdout)["organization"]["id"]
    for answer, code in [(b"no\n", 1), (b"yes\n", 0)]:
        master, terminal = pty.openpty()
        process = subprocess.Popen(
            [BINARY, "org", "delete", made], stdin=terminal, stdout=terminal, stderr=terminal,
            env=environment({"MINTMARK_PROFILE": str(server.directory / "credentials.json")}),
        )
        os.write(master, answer)
        assert process.wait(20) == code
        os.close(terminal)
        os.close(master)
    cli("org", "get", made, code=3)


def test_keys_are_rotated_when_caches_have_learnt_the_next_one(start, tmp_path):
    own = start(env={"MINTMARK_KEYS_MAX_AGE": "1"})
    env = {"MINTMARK_PROFILE": str(own.directory / "credentials.json")}
    before = json.loads(run("key", "list", "--json", env=env).stdout)["keys"]
    rotated = run("key", "rotate", "--wait", env=env)
    assert rotated.returncode == 0, rotated.stderr
    states = {key["key_id"]: key["state"] for key in json.loads(run("key", "list", "--json", env=env).stdout)["keys"]}
    assert [states[key["key_id"]] for key in before] == ["RETIRING", "ACTIVE"]
    early = run("key", "rotate", env=env)
    assert early.returncode in (0, 5)


def test_help_and_version(cli):
    assert "dev" in cli("--help").stdout
    assert cli("--version").stdout.strip()
