"""mintmark doctor says what is wrong with an installation, and what to do."""

import json
import os

from mintmark import run


def doctor(server, *arguments, **env):
    profile = {"MINTMARK_PROFILE": str(server.directory / "credentials.json")}
    return run("doctor", *arguments, env={**profile, **env})


def findings(answer):
    return {finding["check"]: finding for finding in json.loads(answer.stdout)["findings"]}


def test_a_sound_installation_passes(server):
    answer = doctor(server)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    for check in ["ready", "issuer", "keys", "token", "signer"]:
        assert f"ok    {check}:" in answer.stdout, answer.stdout


def test_a_server_that_does_not_run_is_said(start):
    server = start()
    server.stop()
    answer = doctor(server, "--json")
    assert answer.returncode == 1
    assert findings(answer)["ready"]["grade"] == "bad" and "check that the server runs" in findings(answer)["ready"]["advice"]


def test_an_issuer_that_is_not_the_address_is_said(server):
    answer = doctor(server, "--json", MINTMARK_ISSUER=server.issuer.replace("127.0.0.1", "localhost"),
                    MINTMARK_CLIENT_ID=server.credentials["environment_client_id"],
                    MINTMARK_CLIENT_SECRET=server.credentials["environment_client_secret"])
    assert answer.returncode == 1
    assert "byte for byte" in findings(answer)["issuer"]["advice"]


def test_a_store_that_cannot_be_written_is_said(start):
    server = start()
    for suffix in ["", "-wal", "-shm"]:
        os.rename(server.data / f"mintmark.sqlite{suffix}", server.directory / f"gone{suffix}")
    answer = doctor(server, "--json")
    assert answer.returncode == 1 and "not ready" in findings(answer)["ready"]["result"]
    assert findings(answer)["token"]["grade"] == "good", "known clients get tokens without the store"


def test_wrong_credentials_are_said(server):
    answer = doctor(server, "--json", MINTMARK_CLIENT_SECRET="wrong")
    assert answer.returncode == 1 and findings(answer)["token"]["grade"] == "bad"
