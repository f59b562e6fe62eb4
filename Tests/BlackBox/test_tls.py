"""TLS from PEM files, their renewal, and proxies that add TLS."""

import datetime
import ssl

import grpc
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mintmark import run, until


class Authority:
    """A private certificate authority."""

    def __init__(self, name="Test CA"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._build(self.name, self.key.public_key(), True)

    def _build(self, subject, public_key, is_authority):
        now = datetime.datetime.now(datetime.timezone.utc)
        names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
        builder = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(public_key)
            .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(minutes=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        if not is_authority:
            builder = builder.add_extension(names, critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def issue(self, directory):
        """Writes cert.pem and key.pem; gives the serial number."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._build(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), key.public_key(), False)
        (directory / "key.pem").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        (directory / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        (directory / "ca.pem").write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return certificate.serial_number


@pytest.fixture
def environment(tmp_path):
    env = {
        "MINTMARK_ISSUER": "https://localhost:8443", "MINTMARK_DATA_DIR": str(tmp_path / "own" / "data"),
        "MINTMARK_TLS_CERTIFICATE_FILE": str(tmp_path / "cert.pem"), "MINTMARK_TLS_KEY_FILE": str(tmp_path / "key.pem"),
    }
    (tmp_path / "own").mkdir()
    return env


def served_serial(port):
    pem = ssl.get_server_certificate(("localhost", port), timeout=10)
    return x509.load_pem_x509_certificate(pem.encode()).serial_number


def test_A1_tls_from_files_that_are_read_anew(environment, tmp_path, start):
    import json

    authority = Authority()
    first = authority.issue(tmp_path)
    assert run("check-config", env=environment).returncode == 0
    assert run("init", "--credentials", tmp_path / "c.json", env=environment).returncode == 0
    own = start(command="serve", arguments=["--port", "0"], env=environment)
    assert own.url.startswith("https://")
    port = int(own.url.rsplit(":", 1)[1])
    own.url = f"https://localhost:{port}"
    credentials = json.loads((tmp_path / "c.json").read_text())
    form = {
        "grant_type": "client_credentials", "client_id": credentials["environment_client_id"],
        "client_secret": credentials["environment_client_secret"],
    }
    assert own.ask(form, verify=str(tmp_path / "ca.pem")).status_code == 200
    with pytest.raises(requests.exceptions.SSLError):
        own.ask(form)
    assert served_serial(port) == first
    second = authority.issue(tmp_path)
    until(lambda: served_serial(port) == second, what="the new certificate")
    (tmp_path / "cert.pem").write_text("broken")
    until(lambda: "certificate cannot be used" in own.logs, what="the complaint")
    assert own.ask(form, verify=str(tmp_path / "ca.pem")).status_code == 200


def test_tls_files_that_do_not_fit_are_refused(environment, tmp_path):
    Authority().issue(tmp_path)
    (tmp_path / "key.pem").write_text("nonsense")
    result = run("check-config", env=environment)
    assert result.returncode == 2 and "TLS" in result.stderr


def test_A1_plain_http_is_only_for_this_machine():
    env = {"MINTMARK_ISSUER": "https://auth.example.com", "MINTMARK_DATA_DIR": "x"}
    for host, code in [("0.0.0.0", 2), ("::", 2), ("192.0.2.1", 2), ("127.0.0.1", 0), ("localhost", 0)]:
        assert run("check-config", "--host", host, env=env).returncode == code
    assert run("check-config", "--host", "0.0.0.0", "--trusted-proxies", "10.0.0.0/8", env=env).returncode == 0


def test_A15_a_trusted_proxy_tells_the_address_and_the_scheme(start):
    own = start(env={"MINTMARK_TRUSTED_PROXIES": "127.0.0.0/8"})
    management = own.management()
    for forwarded, address in [("198.51.100.7, 127.0.0.9", "198.51.100.7"), ("203.0.113.1, 198.51.100.8", "198.51.100.8")]:
        made = management.post("/organizations", json={"display_name": "proxied"}, headers={"X-Forwarded-For": forwarded})
        assert made.status_code == 201
        assert management.get("/audit-events", params={"page_size": 100}).json()["audit_events"][-1]["address"] == address
    refused = own.ask(headers={"X-Forwarded-Proto": "http"})
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_request")
    assert own.ask(headers={"X-Forwarded-Proto": "https"}).status_code == 200


def test_A1_plain_http_past_the_proxy_is_refused(environment, tmp_path, start):
    """A stranger who reaches the port behind the proxy must not send secrets in the clear."""
    plain = {name: value for name, value in environment.items() if "TLS" not in name}
    plain["MINTMARK_TRUSTED_PROXIES"] = "127.0.0.9"
    assert run("init", "--credentials", tmp_path / "c.json", env=plain).returncode == 0
    own = start(command="serve", arguments=["--port", "0", "--host", "0.0.0.0"], env=plain)
    port = own.url.rsplit(":", 1)[1]
    import socket

    addresses = [each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    local = [address for address in addresses if not address.startswith("127.")]
    own.url = f"http://127.0.0.1:{port}"
    assert "grant_type" in own.ask({"a": "b"}).text
    for address in local:
        own.url = f"http://{address}:{port}"
        refused = own.ask({"a": "b"})
        assert refused.status_code == 400 and "https" in refused.json()["error_description"]
        assert requests.get(f"{own.url}/healthz", timeout=10).status_code == 200
        # Probes by gRPC speak no TLS either; everything else by gRPC has to.
        with grpc.insecure_channel(f"{address}:{port}") as channel:
            check = channel.unary_unary("/grpc.health.v1.Health/Check")
            assert check(b"", timeout=10) == b"\x08\x01"
            assert next(channel.unary_stream("/grpc.health.v1.Health/Watch")(b"", timeout=10)) == b"\x08\x01"
            for path in ["/scalekit.v1.organizations.OrganizationService/ListOrganization", "/grpc.health.v1.Health/Check2"]:
                with pytest.raises(grpc.RpcError) as caught:
                    channel.unary_unary(path)(b"", timeout=10)
                assert caught.value.code() == grpc.StatusCode.INVALID_ARGUMENT
