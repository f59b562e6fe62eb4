"""gRPC and HTTP/2 with an operator's certificate, and how connections of HTTP/2 end."""

import datetime
import signal
import socket
import ssl
import struct
import time

import grpc
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from grpc_health.v1 import health_pb2, health_pb2_grpc
from scalekit.v1.organizations.organizations_pb2 import CreateOrganization, CreateOrganizationRequest
from scalekit.v1.organizations.organizations_pb2_grpc import OrganizationServiceStub
from test_grpc import RawConnection, frame, literal
from test_tls import Authority, served_serial
from test_transport import secured  # noqa: F401 - a fixture

from mintmark import until


def open_channel(own):
    authority = (own.files / "ca.pem").read_bytes()
    # Each channel with a connection of its own, as another process would have.
    options = [("grpc.use_local_subchannel_pool", 1)]
    return grpc.secure_channel(f"localhost:{own.port}", grpc.ssl_channel_credentials(authority), options)


def make_organization(own, channel, name):
    token = own.ask(own.grant, verify=str(own.files / "ca.pem")).json()["access_token"]
    return OrganizationServiceStub(channel).CreateOrganization(
        CreateOrganizationRequest(organization=CreateOrganization(display_name=name)),
        metadata=[("authorization", f"Bearer {token}")], timeout=10).organization


def test_grpc_with_an_operators_certificate(secured):
    with open_channel(secured) as channel:
        assert make_organization(secured, channel, "by gRPC").id.startswith("org_")
    with grpc.secure_channel(f"localhost:{secured.port}", grpc.ssl_channel_credentials()) as stranger:
        with pytest.raises(grpc.RpcError) as caught:
            health_pb2_grpc.HealthStub(stranger).Check(health_pb2.HealthCheckRequest(), timeout=5)
        assert caught.value.code() == grpc.StatusCode.UNAVAILABLE


def test_a_new_certificate_is_for_new_connections_and_breaks_none(secured):
    with open_channel(secured) as old:
        watch = health_pb2_grpc.HealthStub(old).Watch(health_pb2.HealthCheckRequest())
        assert next(watch).status == health_pb2.HealthCheckResponse.SERVING
        # Even one of another authority.
        secured.authority = Authority()
        second = secured.authority.issue(secured.files)
        until(lambda: served_serial(secured.port) == second, what="the new certificate")
        # The stream lives, so this is the old connection.
        assert make_organization(secured, old, "on the old connection").id
        assert watch.is_active()
        with open_channel(secured) as new:
            assert make_organization(secured, new, "on a new connection").id
        watch.cancel()


def secure_socket(own):
    context = ssl.create_default_context(cafile=str(own.files / "ca.pem"))
    context.set_alpn_protocols(["h2"])
    wrapped = context.wrap_socket(socket.create_connection(("localhost", own.port), timeout=20), server_hostname="localhost")
    assert wrapped.selected_alpn_protocol() == "h2"
    return wrapped


class SecureConnection(RawConnection):
    def __init__(self, own):
        self.socket = secure_socket(own)
        self.socket.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0))


def check_idle_end(connection, least, most):
    """PINGs in between are answered and do not put the end off."""
    began = time.monotonic()
    connection.request(1, [])
    connection.socket.sendall(frame(6, 0, 0, bytes(8)))
    going = [payload for kind, _, _, payload in connection.frames() if kind == 7]
    assert least < time.monotonic() - began < most
    # One GOAWAY, which names the last stream that was answered, and no error.
    assert going == [struct.pack(">II", 1, 0)]


def test_an_idle_connection_is_told_to_go_away(secured):
    """The server of this test closes idle connections after 2 seconds, those of HTTP/2 after 10."""
    check_idle_end(SecureConnection(secured), 9, 20)


def test_an_idle_connection_without_tls_is_told_to_go_away(start):
    own = start(env={"MINTMARK_IDLE_TIMEOUT": "1"})
    check_idle_end(RawConnection(own.url), 4, 15)


def test_a_connection_with_an_open_stream_is_asked_whether_it_lives(start):
    """A watcher whose machine lost its power would else be watched for ever. The server asks every second here."""
    own = start(env={"MINTMARK_IDLE_TIMEOUT": "1"})
    connection = RawConnection(own.url)
    headers = b"".join(
        literal(name, value) for name, value in [
            (":method", "POST"), (":scheme", "http"), (":path", "/grpc.health.v1.Health/Watch"),
            (":authority", "localhost"), ("te", "trailers"), ("content-type", "application/grpc")])
    connection.socket.sendall(frame(1, 4, 1, headers) + frame(0, 1, 1, bytes(5)))
    began, pings = time.monotonic(), 0
    for kind, flags, stream, payload in connection.frames():
        assert (kind, flags & 1) not in [(7, 0), (0, 1), (1, 1), (3, 0)], "the stream or the connection ended"
        if (kind, flags) == (6, 0):
            pings += 1
            connection.socket.sendall(frame(6, 1, 0, payload))
        # Longer than a connection without streams may stay.
        if pings == 7:
            break
    assert 6 < time.monotonic() - began < 15
    # Without the stream nothing is asked any more, and the connection ends.
    connection.socket.sendall(frame(3, 0, 1, struct.pack(">I", 8)))
    assert [kind for kind, flags, _, _ in connection.frames() if (kind, flags) in [(6, 0), (7, 0)]][-1] == 7


def check_polite_end(own, connection):
    """A call under way is answered after SIGTERM, with nothing lost, and nothing new is begun."""
    headers = b"".join(
        literal(name, value) for name, value in [
            (":method", "POST"), (":scheme", "http"), (":path", "/grpc.health.v1.Health/Check"),
            (":authority", "localhost"), ("te", "trailers"), ("content-type", "application/grpc")])
    connection.socket.sendall(frame(1, 4, 1, headers))
    frames = connection.frames()
    # The server has the call once it has answered what came behind it.
    connection.socket.sendall(frame(6, 0, 0, bytes(8)))
    assert any((kind, flags) == (6, 1) for kind, flags, _, _ in frames)
    own.process.send_signal(signal.SIGTERM)
    kind, _, _, payload = next(each for each in frames if each[0] not in (4, 6, 8))
    assert (kind, payload) == (7, struct.pack(">II", 1, 0))
    connection.socket.sendall(frame(0, 1, 1, bytes(5)))
    seen = [(kind, flags & 1, stream) for kind, flags, stream, _ in frames if kind in (0, 1, 3)]
    # Headers, a message, trailers that end the stream; then the end of the connection.
    assert seen == [(1, 0, 1), (0, 0, 1), (1, 1, 1)]
    assert own.process.wait(10) == 0


def test_a_call_under_way_is_answered_before_the_end(start):
    own = start()
    check_polite_end(own, RawConnection(own.url))


def test_a_call_under_way_with_tls_is_answered_before_the_end(secured):
    check_polite_end(secured, SecureConnection(secured))


def test_an_idle_connection_does_not_hold_up_the_end(start):
    own = start()
    connection = RawConnection(own.url)
    connection.request(1, [])
    assert any(flags & 1 for kind, flags, stream, _ in connection.frames() if stream == 1)
    began = time.monotonic()
    own.process.send_signal(signal.SIGTERM)
    assert any(kind == 7 for kind, _, _, _ in connection.frames())
    assert own.process.wait(10) == 0 and time.monotonic() - began < 5


def days_left(file):
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    return (certificate.not_valid_after_utc - datetime.datetime.now(datetime.timezone.utc)).days


@pytest.mark.parametrize("days, is_kept", [(40, True), (20, False), (-1, False)])
def test_a_development_certificate_near_its_end_is_made_anew(start, tmp_path, days, is_kept):
    own = start(arguments=["--tls"])
    files = {name: own.data / f"tls-{name}.pem" for name in ["ca", "cert", "key"]}
    assert days_left(files["cert"]) > 300
    own.stop()
    # A pair as `mintmark dev` makes it, but with so many days left.
    served = x509.load_pem_x509_certificate(files["cert"].read_bytes())
    authority, key = Authority(), ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder().subject_name(served.subject).issuer_name(authority.name).public_key(key.public_key())
        .serial_number(7).not_valid_before(now - datetime.timedelta(days=60))
        .not_valid_after(now + datetime.timedelta(days=days, minutes=5))
        .add_extension(served.extensions.get_extension_for_class(x509.SubjectAlternativeName).value, critical=False)
        .sign(authority.key, hashes.SHA256()))
    files["cert"].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files["ca"].write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    files["key"].write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    old = files["ca"].read_bytes()
    own.start()
    port = int(own.url.rsplit(":", 1)[1])
    assert (served_serial(port) == 7) == is_kept
    # What clients trust stays at its path, and is what signs the certificate that is served.
    assert requests.get(f"{own.url}/healthz", verify=str(files["ca"]), timeout=10).status_code == 200
    assert (files["ca"].read_bytes() == old) == is_kept
    assert days_left(files["cert"]) > (30 if is_kept else 300)
