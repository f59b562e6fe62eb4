"""The unmodified Scalekit SDK manages organizations and clients, at a plain address and with TLS."""

import json
import pathlib
import subprocess
import sys

import pytest
import requests
from mintmark import environment, until
from sdk_tour import STEPS

TOUR = pathlib.Path(__file__).with_name("sdk_tour.py")


@pytest.fixture(scope="module", params=["plain", "tls"])
def outcome(request, tmp_path_factory):
    from mintmark import Server

    arguments = ["--tls"] if request.param == "tls" else []
    own = Server(tmp_path_factory.mktemp(request.param), arguments=arguments)
    try:
        assert own.issuer.startswith("https://localhost:" if arguments else "http://127.0.0.1:")
        authority = str(own.data / "tls-ca.pem")
        trust = {"GRPC_DEFAULT_SSL_ROOTS_FILE_PATH": authority, "REQUESTS_CA_BUNDLE": authority}
        result = subprocess.run(
            [sys.executable, str(TOUR), str(own.directory / "credentials.json")], env=environment(trust),
            capture_output=True, text=True, timeout=120)
        assert result.returncode == 0, result.stderr
        yield json.loads(result.stdout.splitlines()[-1])
    finally:
        own.stop()


@pytest.mark.parametrize("step", STEPS)
def test_the_sdk_runs_unmodified(outcome, step):
    assert outcome[step] is None, outcome[step]


def test_the_certificate_is_kept_and_its_authority_signs_no_other(start):
    own = start(arguments=["--tls"])
    first = (own.data / "tls-ca.pem").read_bytes()
    assert requests.get(f"{own.url}/healthz", verify=str(own.data / "tls-ca.pem"), timeout=10).status_code == 200
    until(lambda: "NODE_EXTRA_CA_CERTS" in "".join(own.output), what="the words of welcome")
    assert (own.data / "tls-key.pem").stat().st_mode & 0o077 == 0
    assert sorted(each.name for each in own.data.glob("tls-*")) == ["tls-ca.pem", "tls-cert.pem", "tls-key.pem"]
    own.restart()
    assert (own.data / "tls-ca.pem").read_bytes() == first
